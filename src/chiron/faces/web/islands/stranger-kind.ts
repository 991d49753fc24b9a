/**
 * Loads the module of a stranger's kind of step where a swapped-in page needs it: htmx runs no scripts that it swaps in.
 * The module defines its element; the browser checks the hash that the page gives before it runs anything.
 */
function load(): void {
  for (const each of document.querySelectorAll<HTMLElement>("[data-kind-module]")) {
    const { kindModule = "", integrity = "" } = each.dataset;
    const there = [...document.scripts].some((script) => script.getAttribute("src") === kindModule);
    if (!kindModule || there || customElements.get(each.localName)) continue;
    const script = document.createElement("script");
    script.type = "module";
    script.integrity = integrity;
    script.setAttribute("src", kindModule);
    document.head.append(script);
  }
}

load();
document.addEventListener("htmx:load", load);

export {};

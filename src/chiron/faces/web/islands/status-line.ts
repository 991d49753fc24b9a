/**
 * `<status-line>` says plainly that the connection is gone and what happens with what was typed.
 *
 * Its words come from the server (data-offline with {time}, data-failed, data-back,
 * data-kept), in the person's language.
 */
class StatusLine extends HTMLElement {
  connectedCallback(): void {
    window.addEventListener("offline", this.offline);
    window.addEventListener("online", this.online);
    document.addEventListener("htmx:sendError", this.offline);
    document.addEventListener("htmx:timeout", this.failed);
    document.addEventListener("htmx:responseError", this.failed);
    document.addEventListener("htmx:afterSwap", this.taken);
    document.addEventListener("chiron:kept", this.kept);
    if (!navigator.onLine) this.offline();
  }

  disconnectedCallback(): void {
    window.removeEventListener("offline", this.offline);
    window.removeEventListener("online", this.online);
    document.removeEventListener("htmx:sendError", this.offline);
    document.removeEventListener("htmx:timeout", this.failed);
    document.removeEventListener("htmx:responseError", this.failed);
    document.removeEventListener("htmx:afterSwap", this.taken);
    document.removeEventListener("chiron:kept", this.kept);
  }

  private readonly offline = (): void => {
    const time = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
      hour: "2-digit",
      minute: "2-digit",
    }).format(new Date());
    this.say((this.dataset.offline ?? "").replace("{time}", time));
  };

  /** Words of a failure go when the next answer comes. */
  private waiting = false;

  private readonly failed = (): void => {
    this.say(this.dataset.failed ?? "");
    this.waiting = true;
  };

  private readonly taken = (): void => {
    if (this.waiting) this.say("");
    this.waiting = false;
  };

  private readonly online = (): void => this.say(this.dataset.back ?? "");

  private readonly kept = (): void => this.say(this.dataset.kept ?? "");

  private say(words: string): void {
    const place = this.querySelector("[role=status]");
    if (place) place.textContent = words;
    this.toggleAttribute("data-speaks", words !== "");
  }
}

customElements.define("status-line", StatusLine);

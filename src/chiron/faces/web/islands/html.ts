/** Our own server's HTML as nodes. Scripts in it never run, as a template's contents are inert and CSP forbids them. */
export function fragment(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

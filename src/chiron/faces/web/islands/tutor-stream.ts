/**
 * `<tutor-stream src="...">` shows the tutor's words as they arrive and hands them over whole.
 *
 * The server sends `piece` events, each a finished block `{"html": "..."}`, and one `done` event with the whole message
 * as it stands in the page `{"html": "..."}`. EventSource reconnects by itself with Last-Event-ID. While words arrive
 * they stand outside the accessibility tree and the log is busy; a screen reader hears the whole message once.
 * With `data-whole` (the setting "no streaming") nothing is shown before it is whole.
 */
import htmx from "htmx.org";

import { fragment } from "./html";

interface Words {
  html: string;
}

class TutorStream extends HTMLElement {
  private source: EventSource | undefined;
  private seen = new Set<string>();

  connectedCallback(): void {
    const address = this.getAttribute("src");
    if (!address || this.source) return;
    this.log?.setAttribute("aria-busy", "true");
    this.say(this.dataset.writing ?? "");
    this.source = new EventSource(address);
    this.source.addEventListener("piece", (event) => this.piece(event as MessageEvent<string>));
    this.source.addEventListener("done", (event) => this.done(event as MessageEvent<string>));
    this.source.addEventListener("error", () => this.lost());
    this.source.addEventListener("open", () => this.say(this.dataset.writing ?? ""));
  }

  disconnectedCallback(): void {
    this.source?.close();
    this.source = undefined;
  }

  private get log(): HTMLElement | null {
    return this.closest("[role=log]");
  }

  private piece(event: MessageEvent<string>): void {
    if (this.hasAttribute("data-whole") || this.seen.has(event.lastEventId)) return;
    if (event.lastEventId) this.seen.add(event.lastEventId);
    const { html } = JSON.parse(event.data) as Words;
    let arriving = this.querySelector<HTMLElement>(".arriving");
    if (!arriving) {
      arriving = document.createElement("div");
      arriving.className = "arriving said";
      arriving.setAttribute("aria-hidden", "true");
      this.append(arriving);
    }
    arriving.append(fragment(html));
    this.follow();
  }

  private done(event: MessageEvent<string>): void {
    this.source?.close();
    const log = this.log;
    const words = fragment((JSON.parse(event.data) as Words).html);
    const added = [...words.children];
    this.say("");
    this.replaceWith(words);
    added.forEach((element) => htmx.process(element));
    log?.removeAttribute("aria-busy");
    added.at(-1)?.scrollIntoView({ block: "nearest" });
    document.dispatchEvent(new CustomEvent("chiron:said"));
  }

  private lost(): void {
    if (this.source?.readyState === EventSource.CLOSED) {
      this.log?.removeAttribute("aria-busy");
      this.say(this.dataset.lost ?? "");
    } else {
      this.say(this.dataset.again ?? "");
    }
  }

  private say(words: string): void {
    const line = document.getElementById(this.dataset.status ?? "tutor-status");
    if (line && line.textContent !== words) line.textContent = words;
  }

  private follow(): void {
    this.log?.scrollTo({ top: this.log.scrollHeight });
  }
}

customElements.define("tutor-stream", TutorStream);

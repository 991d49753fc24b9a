/**
 * `<review-queue>` adds keys to a list of proposals: J and K (or the arrows) go from one to the next, T takes, L leaves, E changes, U undoes.
 *
 * They act only while the focus is in the list, and never where something is typed, so that no other key is taken from anybody. Each presses
 * the button or link that stands there without them.
 */
const DOES: Record<string, string> = { t: "take", l: "leave", e: "edit", u: "undo" };
const GOES: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

class ReviewQueue extends HTMLElement {
  connectedCallback(): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-needs-script]")) part.hidden = false;
    this.addEventListener("keydown", this.key);
    const named = /^#proposal-\d+$/.test(location.hash) ? this.querySelector<HTMLElement>(location.hash) : null;
    named?.focus({ preventScroll: true });
  }

  disconnectedCallback(): void {
    this.removeEventListener("keydown", this.key);
  }

  private get rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".proposal")];
  }

  private readonly key = (event: KeyboardEvent): void => {
    const at = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || !(at instanceof HTMLElement)) return;
    if (at.closest("input, textarea, select, [contenteditable]")) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const row = at.closest<HTMLElement>(".proposal");
    if (name in GOES) {
      const rows = this.rows;
      const place = row ? rows.indexOf(row) + GOES[name]! : 0;
      const next = rows[place];
      if (next) {
        next.focus();
        next.scrollIntoView({ block: "nearest" });
      } else this.leaf(GOES[name]! > 0 ? "next" : "prev");
      event.preventDefault();
    } else if (name in DOES) {
      const within = name === "u" ? this : row;
      const part = within?.querySelector<HTMLElement>(`[data-does="${DOES[name]!}"]`);
      if (!part) return;
      event.preventDefault();
      part.click();
    }
  };

  /** The page after or before. */
  private leaf(way: "next" | "prev"): void {
    const link = this.querySelector<HTMLAnchorElement>(`a[rel="${way}"]`);
    if (!link) return;
    link.hash = "#proposal-1";
    link.click();
  }
}

customElements.define("review-queue", ReviewQueue);
export {};

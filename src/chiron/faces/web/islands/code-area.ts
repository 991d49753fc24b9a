/**
 * `<code-area>` around a text area: Tab and Shift+Tab indent, Enter keeps the indent. Esc gives Tab back its own meaning
 * until the field is left, so that the keyboard is never trapped.
 */
const INDENT = "    ";

class CodeArea extends HTMLElement {
  private free = false;

  connectedCallback(): void {
    for (const each of this.querySelectorAll<HTMLElement>("[data-needs-script]")) each.hidden = false;
    this.addEventListener("keydown", this.pressed);
    this.addEventListener("focusout", this.left);
  }

  disconnectedCallback(): void {
    this.removeEventListener("keydown", this.pressed);
    this.removeEventListener("focusout", this.left);
  }

  private readonly left = (): void => {
    this.free = false;
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") this.free = true;
    else if (event.key === "Tab" && !this.free) {
      event.preventDefault();
      this.indent(field, event.shiftKey);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.enter(field);
    }
  };

  /** Indents the lines that are marked, or puts in spaces at the caret. */
  private indent(field: HTMLTextAreaElement, back: boolean): void {
    const [start, end] = [field.selectionStart, field.selectionEnd];
    if (start === end && !back) {
      this.put(field, INDENT, start, end);
      return;
    }
    const from = field.value.lastIndexOf("\n", start - 1) + 1;
    const lines = field.value.slice(from, end).split("\n");
    const moved = lines.map((line) => (back ? line.replace(/^ {1,4}|^\t/, "") : INDENT + line)).join("\n");
    this.put(field, moved, from, end);
    if (start === end) {
      const place = Math.max(from, start - (end - from - moved.length));
      field.setSelectionRange(place, place);
    } else field.setSelectionRange(from, from + moved.length);
  }

  private enter(field: HTMLTextAreaElement): void {
    const start = field.selectionStart;
    const line = field.value.slice(field.value.lastIndexOf("\n", start - 1) + 1, start);
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    this.put(field, "\n" + indent + (line.trimEnd().endsWith(":") ? INDENT : ""), start, field.selectionEnd);
  }

  private put(field: HTMLTextAreaElement, text: string, start: number, end: number): void {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("code-area", CodeArea);

export {};

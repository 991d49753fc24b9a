/**
 * `<maths-keypad for="id">` puts keys beside a text field. The keys stand in the page, hidden until this runs; the field
 * stays a plain field, so that every keyboard, screen reader and dictation works with it.
 */
class MathsKeypad extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.addEventListener("click", this.press);
    /* A key must not take the focus and with it the place of the caret. */
    this.addEventListener("mousedown", this.stay);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.press);
    this.removeEventListener("mousedown", this.stay);
  }

  private readonly stay = (event: Event): void => event.preventDefault();

  private readonly press = (event: Event): void => {
    const key = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-insert], [data-act]") : null;
    const field = document.getElementById(this.getAttribute("for") ?? "");
    if (!key || !(field instanceof HTMLInputElement)) return;
    if (key.dataset.insert !== undefined) this.insert(field, key.dataset.insert);
    else this.act(field, key.dataset.act ?? "");
  };

  private insert(field: HTMLInputElement, text: string): void {
    const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
    field.setRangeText(text, start, end, "end");
    this.changed(field);
  }

  private act(field: HTMLInputElement, act: string): void {
    const start = field.selectionStart ?? field.value.length;
    const end = field.selectionEnd ?? field.value.length;
    if (act === "back") {
      field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
      this.changed(field);
      return;
    }
    const to = act === "left" ? Math.max(0, start - 1) : Math.min(field.value.length, end + 1);
    field.focus();
    field.setSelectionRange(to, to);
  }

  private changed(field: HTMLInputElement): void {
    const place = field.selectionStart ?? field.value.length;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (!matchMedia("(pointer: coarse)").matches) field.focus();
    field.setSelectionRange(place, place);
  }
}

customElements.define("maths-keypad", MathsKeypad);

export {};

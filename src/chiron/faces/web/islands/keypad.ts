/**
 * `<maths-keypad for="id">` puts keys beside a field for mathematics, plain or formula. The keys stand in the page, hidden
 * until this runs. They are one stop of Tab: arrows move between them.
 */
import type { MathsField } from "./maths-field";

class MathsKeypad extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.addEventListener("click", this.press);
    this.addEventListener("keydown", this.key);
    this.addEventListener("focusin", this.met);
    /* A key must not take the focus and with it the place of the caret. */
    this.addEventListener("mousedown", this.stay);
    this.stop(this.querySelector<HTMLElement>(".keypad .key"));
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.press);
    this.removeEventListener("keydown", this.key);
    this.removeEventListener("focusin", this.met);
    this.removeEventListener("mousedown", this.stay);
  }

  private get keys(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>(".key")];
  }

  private readonly stay = (event: Event): void => event.preventDefault();

  private readonly met = (event: Event): void => this.stop(event.target);

  /** The one key at which Tab stops. */
  private stop(at: EventTarget | null): void {
    for (const key of this.keys) key.tabIndex = key === at ? 0 : -1;
  }

  private readonly key = (event: KeyboardEvent): void => {
    const from = event.target instanceof HTMLElement ? event.target.getBoundingClientRect() : undefined;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!from || !way) return;
    event.preventDefault();
    const [x = 0, y = 0] = way;
    const middle = (box: DOMRect): [number, number] => [box.left + box.width / 2, box.top + box.height / 2];
    const [left, top] = middle(from);
    const near = this.keys
      .map((key): [HTMLButtonElement, number, number] => {
        const [keyLeft, keyTop] = middle(key.getBoundingClientRect());
        return [key, (keyLeft - left) * x + (keyTop - top) * y, Math.abs((keyLeft - left) * y) + Math.abs((keyTop - top) * x)];
      })
      .filter(([key, ahead, aside]) => key !== event.target && key.offsetParent && ahead > 4 && aside < (x ? 12 : 60))
      .sort((one, other) => one[1] + one[2] - other[1] - other[2])[0];
    near?.[0].focus();
  };

  private readonly press = (event: MouseEvent): void => {
    const key = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-insert], [data-act]") : null;
    const field = document.getElementById(this.getAttribute("for") ?? "");
    if (!key || !(field instanceof HTMLInputElement)) return;
    if (key.dataset.act === "more") return this.more(key);
    const byKeys = event.detail === 0;
    const maths = field.closest<MathsField>("maths-field");
    if (maths?.formula) {
      if (key.dataset.insert !== undefined) maths.insert(key.dataset.insert, key.dataset.latex, !byKeys);
      else maths.act(key.dataset.act ?? "", !byKeys);
    } else if (key.dataset.insert !== undefined) this.insert(field, key.dataset.insert, key.dataset.caret);
    else this.act(field, key.dataset.act ?? "");
    /* Whoever presses keys by keys goes on doing so; Tab leads back. */
    if (byKeys) key.focus();
  };

  private more(key: HTMLElement): void {
    const keys = document.getElementById(key.getAttribute("aria-controls") ?? "");
    if (!keys) return;
    keys.hidden = !keys.hidden;
    this.stop(key);
    key.setAttribute("aria-expanded", String(!keys.hidden));
  }

  private insert(field: HTMLInputElement, text: string, caret: string | undefined): void {
    const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
    const held = field.value.slice(start, end);
    field.setRangeText(held && caret ? text.replace("()", `(${held})`) : text, start, end, "end");
    const place = (field.selectionStart ?? field.value.length) - (caret && !held ? Number(caret) : 0);
    this.changed(field, place);
  }

  private act(field: HTMLInputElement, act: string): void {
    const start = field.selectionStart ?? field.value.length;
    const end = field.selectionEnd ?? field.value.length;
    if (act === "back") {
      field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
      this.changed(field, field.selectionStart ?? field.value.length);
      return;
    }
    const to = act === "left" ? Math.max(0, start - 1) : Math.min(field.value.length, end + 1);
    field.focus();
    field.setSelectionRange(to, to);
  }

  private changed(field: HTMLInputElement, place: number): void {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (!matchMedia("(pointer: coarse)").matches) field.focus();
    field.setSelectionRange(place, place);
  }
}

customElements.define("maths-keypad", MathsKeypad);

export {};

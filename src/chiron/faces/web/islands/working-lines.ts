/**
 * `<working-lines>` lets an earlier line of working be changed in the last field, with its keys and its formula.
 *
 * Without this script each earlier line has a field of its own. With it those fields only carry what is sent: "Change" at
 * a line's end brings its text into the last field, which then writes into the line; what stood there waits meanwhile.
 */
class WorkingLines extends HTMLElement {
  /** The line in hand, from 0; undefined for the new one. */
  private changing: HTMLInputElement | undefined;
  private waiting = "";
  private asItWas = "";

  connectedCallback(): void {
    this.setAttribute("data-ready", "");
    document.addEventListener("click", this.pressed);
    document.addEventListener("mousedown", this.stay);
    this.addEventListener("input", this.typed);
    this.addEventListener("keydown", this.key);
    const wrong = this.earlier.findIndex((field) => field.getAttribute("aria-invalid") === "true");
    const open = wrong >= 0 ? wrong : this.wrongAbove();
    if (open >= 0) this.change(open);
  }

  disconnectedCallback(): void {
    document.removeEventListener("click", this.pressed);
    document.removeEventListener("mousedown", this.stay);
  }

  private get earlier(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>(".earlier-lines input")];
  }

  private get field(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("#answer")!;
  }

  /** The lines as they were read, on this very page: while one page takes another's place both stand there. */
  private get rows(): HTMLElement[] {
    return [...(this.closest(".practice")?.querySelectorAll<HTMLElement>(".steps .line") ?? [])];
  }

  /** The place of a wrong line that is not the last. */
  private wrongAbove(): number {
    const place = this.rows.findIndex((row) => row.classList.contains("not-yet"));
    return place < this.earlier.length ? place : -1;
  }

  private readonly pressed = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-change], [data-act]") : null;
    if (!button) return;
    if (button.dataset.change) this.change(Number(button.dataset.change) - 1);
    else if (!this.contains(button)) return;
    else if (button.dataset.act === "leave") this.leave();
    else if (button.dataset.act === "remove") this.remove_();
  };

  /** The field goes on having the focus while its lines are chosen. */
  private readonly stay = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest("[data-change], .line-tools")) event.preventDefault();
  };

  private readonly typed = (event: Event): void => {
    if (this.changing && event.target === this.field) this.changing.value = this.field.value;
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.changing) return;
    event.preventDefault();
    this.leave();
  };

  private change(place: number): void {
    this.stop();
    const line = this.earlier[place];
    if (!line) {
      this.put(this.field.value);
      return;
    }
    this.waiting = this.field.value;
    this.asItWas = line.value;
    this.changing = line;
    this.field.removeAttribute("name");
    this.show(place);
    this.put(line.value);
  }

  /** The line as it was, and the field as it was. */
  private leave(): void {
    if (this.changing) this.changing.value = this.asItWas;
    this.stop();
    this.put(this.field.value);
  }

  private remove_(): void {
    const place = this.changing ? this.earlier.indexOf(this.changing) : -1;
    if (!this.changing || place < 0) return;
    const line = this.changing;
    this.stop();
    line.value = "";
    const rest = [...this.earlier, this.field].some((field) => field.value.trim());
    this.rows[place]?.classList.add("leaving");
    this.say((this.dataset.removed ?? "").replace("{number}", String(place + 1)));
    if (rest) line.form?.requestSubmit(line.form.querySelector<HTMLButtonElement>("#check"));
    else this.put("");
  }

  private stop(): void {
    if (!this.changing) return;
    this.changing = undefined;
    this.field.name = "answer";
    this.field.value = this.waiting;
    this.field.dispatchEvent(new CustomEvent("chiron:set", { bubbles: true }));
    this.show(-1);
  }

  /** Fill the field, tell whoever stands before it, and take the focus. */
  private put(text: string): void {
    this.field.value = text;
    this.field.dispatchEvent(new CustomEvent("chiron:set", { bubbles: true }));
    this.field.focus();
    this.field.select?.();
  }

  private show(place: number): void {
    this.rows.forEach((row, number) => row.classList.toggle("changing", number === place));
    this.querySelectorAll<HTMLElement>("[data-editing]").forEach((tools) => (tools.hidden = place < 0));
    const label = this.querySelector("label[for=answer]");
    const number = place < 0 ? this.earlier.length + 1 : place + 1;
    const words = place < 0 ? this.dataset.line : this.dataset.again;
    if (label) label.textContent = (words ?? "").replace("{number}", String(number));
  }

  private say(words: string): void {
    const line = this.querySelector("[data-said]");
    if (line) line.textContent = words;
  }
}

customElements.define("working-lines", WorkingLines);

export {};

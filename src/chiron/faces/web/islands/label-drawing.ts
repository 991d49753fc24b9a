/**
 * `<label-drawing>`: labels put on the numbered targets of a drawing, by dragging, or by choosing a label and then a number, with
 * pointer or keys. The selects of the list are the form; drawing and list follow each other.
 */
import { onTap } from "./taps";

const NEAR = 44;
const MOVED = 6;

class LabelDrawing extends HTMLElement {
  private chosen: HTMLElement | undefined;
  private ghost: HTMLElement | undefined;
  private from: [number, number] = [0, 0];
  private dragged = false;
  private ready = false;

  connectedCallback(): void {
    for (const target of this.targets) target.removeAttribute("disabled");
    if (!this.ready) onTap(this, this.pressed);
    this.ready = true;
    this.addEventListener("change", this.refresh);
    this.addEventListener("keydown", this.keyed);
    for (const chip of this.chips) chip.addEventListener("pointerdown", this.take);
    this.refresh();
  }

  private get chips(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-label]")];
  }

  private get targets(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-target]")];
  }

  private select(target: HTMLElement): HTMLSelectElement {
    return this.querySelector(`[name="answer.${target.dataset.target}"]`) as HTMLSelectElement;
  }

  private say(words: string | undefined, label: string, number: string): void {
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = (words ?? "").replace("{label}", label).replace("{number}", number);
  }

  private choose(chip: HTMLElement | undefined): void {
    this.chosen = chip;
    for (const each of this.chips) each.setAttribute("aria-pressed", String(each === chip));
    this.classList.toggle("choosing", Boolean(chip));
    if (chip) this.say(this.dataset.held, chip.dataset.words ?? "", "");
  }

  private put(target: HTMLElement, chip: HTMLElement | undefined): void {
    const number = target.dataset.target ?? "";
    this.select(target).value = chip?.dataset.label ?? "";
    this.choose(undefined);
    this.refresh();
    this.say(chip ? this.dataset.put : this.dataset.taken, chip?.dataset.words ?? "", number);
  }

  private readonly pressed = (event: Event): void => {
    const at = event.target as Element;
    const chip = at.closest<HTMLElement>("[data-label]");
    const target = at.closest<HTMLElement>("[data-target]");
    if (this.dragged) return;
    if (chip) this.choose(chip === this.chosen ? undefined : chip);
    if (target && (this.chosen || this.select(target).value)) this.put(target, this.chosen);
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    const target = (event.target as Element).closest<HTMLElement>("[data-target]");
    if (event.key === "Escape" && this.chosen) this.choose(undefined);
    else if (target && (event.key === "Delete" || event.key === "Backspace") && this.select(target).value) {
      event.preventDefault();
      this.put(target, undefined);
    }
  };

  // -- dragging

  private readonly take = (event: PointerEvent): void => {
    const chip = event.currentTarget as HTMLElement;
    if (event.button) return;
    this.dragged = false;
    this.from = [event.clientX, event.clientY];
    chip.setPointerCapture(event.pointerId);
    const move = (each: PointerEvent): void => this.drag(chip, each);
    const end = (each: PointerEvent): void => {
      chip.removeEventListener("pointermove", move);
      chip.removeEventListener("pointerup", end);
      chip.removeEventListener("pointercancel", end);
      this.drop(chip, each);
    };
    chip.addEventListener("pointermove", move);
    chip.addEventListener("pointerup", end);
    chip.addEventListener("pointercancel", end);
  };

  private drag(chip: HTMLElement, event: PointerEvent): void {
    if (!this.ghost) {
      if (Math.hypot(event.clientX - this.from[0], event.clientY - this.from[1]) < MOVED) return;
      this.ghost = chip.cloneNode(true) as HTMLElement;
      this.ghost.className = "label-ghost";
      this.ghost.setAttribute("aria-hidden", "true");
      this.append(this.ghost);
    }
    this.ghost.style.left = `${event.clientX}px`;
    this.ghost.style.top = `${event.clientY}px`;
    const over = this.nearest(event);
    for (const target of this.targets) target.classList.toggle("over", target === over);
  }

  private drop(chip: HTMLElement, event: PointerEvent): void {
    if (!this.ghost) return;
    this.ghost.remove();
    this.ghost = undefined;
    this.dragged = true;
    /* What follows a drag at once belongs to it. */
    setTimeout(() => (this.dragged = false));
    for (const each of this.targets) each.classList.remove("over");
    const target = event.type === "pointerup" ? this.nearest(event) : undefined;
    if (target) this.put(target, chip);
  }

  private nearest(event: PointerEvent): HTMLElement | undefined {
    let [found, best]: [HTMLElement | undefined, number] = [undefined, NEAR];
    for (const target of this.targets) {
      const box = target.getBoundingClientRect();
      const inside = (low: number, high: number, at: number) => Math.max(low - at, 0, at - high);
      const apart = Math.hypot(inside(box.left, box.right, event.clientX), inside(box.top, box.bottom, event.clientY));
      if (apart < best) [found, best] = [target, apart];
    }
    return found;
  }

  private readonly refresh = (): void => {
    const used = new Set<string>();
    for (const target of this.targets) {
      const chip = this.chips.find((each) => each.dataset.label === this.select(target).value);
      const put = target.querySelector(".put");
      put?.replaceChildren(...[...(chip?.childNodes ?? [])].map((node) => node.cloneNode(true)));
      target.classList.toggle("full", Boolean(chip));
      if (chip?.dataset.label) used.add(chip.dataset.label);
      const words = (chip ? this.dataset.full : this.dataset.empty) ?? "";
      const about = words.replace("{about}", target.dataset.about ?? "").replace("{label}", chip?.dataset.words ?? "");
      target.setAttribute("aria-label", about.replace("{number}", target.dataset.target ?? ""));
    }
    for (const chip of this.chips) chip.classList.toggle("used", used.has(chip.dataset.label ?? ""));
  };
}

customElements.define("label-drawing", LabelDrawing);


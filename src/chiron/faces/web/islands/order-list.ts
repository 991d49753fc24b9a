/**
 * `<order-list>` lets a list be put in order by dragging, by its buttons, or by Alt and the arrow keys.
 *
 * Each `<li>` holds a select with its place, which the form sends. Without this script the selects alone are the answer;
 * with it they follow the order of the list, and the list follows them.
 */
class OrderList extends HTMLElement {
  private held: HTMLLIElement | undefined;

  connectedCallback(): void {
    this.sort();
    for (const item of this.items) item.draggable = true;
    this.addEventListener("change", this.chosen);
    this.addEventListener("click", this.press);
    this.addEventListener("keydown", this.key);
    this.addEventListener("dragstart", this.take);
    this.addEventListener("dragover", this.over);
    this.addEventListener("dragend", this.drop);
    this.number();
  }

  private get items(): HTMLLIElement[] {
    return [...this.querySelectorAll<HTMLLIElement>("li")];
  }

  private place(item: HTMLLIElement): number {
    return Number(item.querySelector("select")?.value ?? 0);
  }

  private sort(): void {
    const list = this.querySelector("ol");
    for (const item of this.items.sort((one, other) => this.place(one) - this.place(other))) list?.append(item);
  }

  private readonly chosen = (event: Event): void => {
    const select = event.target;
    const item = select instanceof HTMLSelectElement ? select.closest("li") : null;
    if (!item) return;
    const others = this.items.filter((other) => other !== item);
    const after = others[this.place(item) - 1];
    if (after) after.before(item);
    else others.at(-1)?.after(item);
    this.number();
    (select as HTMLSelectElement).focus();
    this.say(item);
  };

  private readonly press = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-move]") : null;
    const item = button?.closest("li");
    if (!button || !item) return;
    event.preventDefault();
    this.move(item, button.dataset.move === "up" ? -1 : 1, button);
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (!item) return;
    event.preventDefault();
    this.move(item, event.key === "ArrowUp" ? -1 : 1, event.target as HTMLElement);
  };

  private move(item: HTMLLIElement, by: number, focus: HTMLElement): void {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(item);
    else other.after(item);
    this.number();
    focus.focus();
    this.say(item);
  }

  private readonly take = (event: DragEvent): void => {
    this.held = event.target instanceof Element ? (event.target.closest("li") ?? undefined) : undefined;
    this.held?.classList.add("held");
    event.dataTransfer?.setData("text/plain", "");
  };

  private readonly over = (event: DragEvent): void => {
    const target = event.target instanceof Element ? event.target.closest("li") : null;
    if (!this.held || !target || !this.contains(target)) return;
    event.preventDefault();
    if (target === this.held) return;
    const box = target.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) target.before(this.held);
    else target.after(this.held);
  };

  private readonly drop = (): void => {
    this.held?.classList.remove("held");
    if (this.held) this.say(this.held);
    this.held = undefined;
    this.number();
  };

  private number(): void {
    this.items.forEach((item, place) => {
      const select = item.querySelector("select");
      if (select) select.value = String(place + 1);
    });
  }

  private say(item: HTMLLIElement): void {
    const line = this.querySelector("[role=status]");
    const words = (this.dataset.moved ?? "").replace("{place}", String(this.items.indexOf(item) + 1));
    if (line) line.textContent = words.replace("{count}", String(this.items.length));
  }
}

customElements.define("order-list", OrderList);

export {};

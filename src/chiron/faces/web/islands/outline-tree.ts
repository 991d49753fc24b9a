/**
 * `<outline-tree>` moves a row of an outline by Alt and the arrow keys, or by dragging it.
 *
 * Each row is a `<li data-row>` with the page's own buttons for up and down; the keys press them, so that whatever is
 * said and undone is the same. A row that is dropped sends the form with its name and that of the row it now stands
 * before.
 */
class OutlineTree extends HTMLElement {
  private held: HTMLLIElement | undefined;

  connectedCallback(): void {
    this.addEventListener("keydown", this.key);
    this.addEventListener("dragstart", this.take);
    this.addEventListener("dragover", this.over);
    this.addEventListener("drop", this.drop);
    this.addEventListener("dragend", this.end);
    for (const row of this.querySelectorAll<HTMLLIElement>("li[data-row]")) row.draggable = true;
  }

  private row(event: Event): HTMLLIElement | undefined {
    const row = event.target instanceof Element ? event.target.closest<HTMLLIElement>("li[data-row]") : null;
    return row && this.contains(row) ? row : undefined;
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const way = event.key === "ArrowUp" ? "up" : "down";
    const button = this.row(event)?.querySelector<HTMLButtonElement>(`button[data-move=${way}]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  };

  private readonly take = (event: DragEvent): void => {
    this.held = this.row(event);
    if (!this.held) return;
    this.held.classList.add("held");
    event.dataTransfer?.setData("text/plain", "");
  };

  private readonly over = (event: DragEvent): void => {
    const row = this.row(event);
    if (!this.held || !row || row.parentElement !== this.held.parentElement) return;
    event.preventDefault();
    if (row === this.held) return;
    const box = row.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) row.before(this.held);
    else row.after(this.held);
  };

  private readonly drop = (event: DragEvent): void => {
    event.preventDefault();
    const button = this.querySelector<HTMLButtonElement>("button[data-drop]");
    const held = this.held;
    if (!button || !held) return;
    const next = held.nextElementSibling;
    button.value = `drop ${held.dataset.row ?? ""} ${next instanceof HTMLElement ? (next.dataset.row ?? "") : ""}`;
    button.click();
  };

  private readonly end = (): void => {
    this.held?.classList.remove("held");
    this.held = undefined;
  };
}

customElements.define("outline-tree", OutlineTree);

export {};

/**
 * `<mastery-grid>` makes its table a grid: one stop for Tab, and the arrow keys from cell to cell.
 *
 * Without this script the rows' names are the stops, and each leads to a table of its row.
 */
class MasteryGrid extends HTMLElement {
  private rows: HTMLAnchorElement[][] = [];

  connectedCallback(): void {
    const table = this.querySelector("table");
    if (!table) return;
    table.setAttribute("role", "grid");
    // The grid takes the focus now, and what has it is scrolled into view.
    this.removeAttribute("tabindex");
    table.setAttribute("aria-describedby", "matrix-keys");
    this.rows = [...table.tBodies[0]!.rows].map((row) => [...row.querySelectorAll<HTMLAnchorElement>("a")]);
    const every = this.rows.flat();
    for (const link of every) link.tabIndex = -1;
    const first = every.find((link) => link.hasAttribute("aria-current")) ?? this.rows[0]?.[1] ?? every[0];
    if (first) first.tabIndex = 0;
    this.addEventListener("keydown", this.key);
    this.addEventListener("focusin", this.came);
  }

  private readonly came = (event: FocusEvent): void => {
    const link = event.target instanceof HTMLAnchorElement ? event.target : null;
    if (!link) return;
    for (const each of this.querySelectorAll<HTMLAnchorElement>("a[tabindex='0']")) each.tabIndex = -1;
    link.tabIndex = 0;
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "Home" && event.key !== "End")) return;
    const row = this.rows.findIndex((links) => links.includes(event.target as HTMLAnchorElement));
    const column = this.rows[row]?.indexOf(event.target as HTMLAnchorElement) ?? -1;
    if (column < 0) return;
    const to = this.next(event, row, column);
    const link = to && this.rows[to[0]]?.[to[1]];
    if (!link) return;
    event.preventDefault();
    link.focus();
    this.show(link);
  };

  /** Where a key leads, as row and column; undefined for a key that leads nowhere. */
  private next(event: KeyboardEvent, row: number, column: number): [number, number] | undefined {
    const onward = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = onward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const lastRow = this.rows.length - 1;
    const lastColumn = (this.rows[row]?.length ?? 1) - 1;
    switch (event.key) {
      case onward:
        return [row, Math.min(column + 1, lastColumn)];
      case back:
        return [row, Math.max(column - 1, 0)];
      case "ArrowDown":
        return [Math.min(row + 1, lastRow), column];
      case "ArrowUp":
        return [Math.max(row - 1, 0), column];
      case "Home":
        return [event.ctrlKey ? 0 : row, 0];
      case "End":
        return [event.ctrlKey ? lastRow : row, lastColumn];
      default:
        return undefined;
    }
  }

  /** The rows' names stay at the side while the table scrolls: a cell must not hide behind them. */
  private show(link: HTMLAnchorElement): void {
    const name = link.closest("tr")?.querySelector("th");
    if (!name || name.contains(link)) return;
    const [own, held] = [link.getBoundingClientRect(), name.getBoundingClientRect()];
    const hidden = getComputedStyle(this).direction === "rtl" ? Math.min(0, held.left - own.right) : Math.max(0, held.right - own.left);
    if (hidden) this.scrollLeft -= hidden;
  }
}

customElements.define("mastery-grid", MasteryGrid);

export {};

/**
 * `<graph-plot>`: points on a grid, by clicking, tapping, dragging or the arrow keys; bound both ways to the table beside it,
 * which is the form. A point snaps to exact places; what is typed may lie between them. The tray's buttons place a point
 * without a pointer.
 */
import { onTap } from "./taps";

interface Axis { low: number; high: number; from: number; to: number; snap: [number, number]; label: string }
interface Plan { x: Axis; y: Axis; asked: "points" | "line" | "region"; decimal: string }
type Spot = [number, number];

const FAR = 5;
const MOVED = 6;
const OFF = 12;

class GraphPlot extends HTMLElement {
  private plan!: Plan;
  private held: HTMLElement | undefined;
  /** Where the held point was taken, from its own middle: it keeps that way under the finger. */
  private grip = { x: 0, y: 0, startX: 0, startY: 0, moved: false };
  private last: HTMLElement | undefined;
  private ready = false;

  connectedCallback(): void {
    this.plan = JSON.parse(this.dataset.plot ?? "{}") as Plan;
    this.plot.classList.add("alive");
    this.addEventListener("input", this.typed);
    this.addEventListener("change", this.refresh);
    if (!this.ready) onTap(this, this.pressed);
    this.ready = true;
    this.addEventListener("keydown", this.keyed);
    for (const handle of this.handles) handle.addEventListener("pointerdown", this.take);
    document.addEventListener("chiron:kept", this.refresh);
    this.refresh();
  }

  disconnectedCallback(): void {
    document.removeEventListener("chiron:kept", this.refresh);
  }

  private get plot(): HTMLElement {
    return this.querySelector(".plot") as HTMLElement;
  }

  private get handles(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-point]")];
  }

  private fields(handle: HTMLElement): [HTMLInputElement, HTMLInputElement] {
    const number = handle.dataset.point ?? "";
    const field = (axis: string) => this.querySelector(`[name="answer.${number}.${axis}"]`) as HTMLInputElement;
    return [field("x"), field("y")];
  }

  /** Where a point is by the table; nothing where that cannot be read or is off the grid. */
  private spot(handle: HTMLElement): Spot | undefined {
    const [x, y] = this.fields(handle).map((field) => value(field.value, this.plan.decimal));
    if (x === undefined || y === undefined) return undefined;
    const on = (axis: Axis, at: number) => at >= axis.low && at <= axis.high;
    return on(this.plan.x, x) && on(this.plan.y, y) ? [x, y] : undefined;
  }

  /** Puts a point on the nearest place that it can rest on, into the table too. */
  private put(handle: HTMLElement, spot: Spot): void {
    this.last = handle;
    this.fields(handle).forEach((field, place) => {
      const axis = place ? this.plan.y : this.plan.x;
      write(field, spelled(nearest(axis, spot[place] ?? 0), axis.snap, this.plan.decimal));
    });
    this.refresh();
  }

  private takeOff(handle: HTMLElement): void {
    for (const field of this.fields(handle)) write(field, "");
    this.refresh();
    this.say((this.dataset.removed ?? "").replace("{name}", handle.dataset.name ?? ""));
    this.querySelector<HTMLElement>(`[data-place="${handle.dataset.point}"]`)?.focus();
  }

  private tell(handle: HTMLElement): void {
    this.say(this.words(handle));
  }

  private words(handle: HTMLElement): string {
    const [x, y] = this.fields(handle).map((field) => field.value.replace("-", "−"));
    const words = (this.dataset.placed ?? "").replace("{name}", handle.dataset.name ?? "");
    return words.replace("{x}", x ?? "").replace("{y}", y ?? "");
  }

  private say(words: string): void {
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = words;
  }

  // -- what is done to it

  private readonly typed = (event: Event): void => {
    if (event.isTrusted) this.refresh();
  };

  private readonly pressed = (event: MouseEvent): void => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>("[data-place]");
    if (button) {
      const handle = this.handles.find((each) => each.dataset.point === button.dataset.place);
      if (!handle) return;
      this.put(handle, this.free());
      handle.focus();
      this.tell(handle);
      return;
    }
    if (!target.closest(".plot") || this.grip.moved) return;
    const spots = this.handles;
    const free = spots.find((each) => !this.spot(each));
    /* A finger's tap is given to a point nearby although it is meant for the place beside it. */
    const on = target.closest<HTMLElement>("[data-point]");
    const handle = on ? (this.beside(on, event) ? free : undefined) : (free ?? this.last ?? spots[0]);
    if (!handle) return;
    this.put(handle, this.under(event));
    handle.focus();
    this.tell(handle);
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    const handle = (event.target as Element).closest<HTMLElement>("[data-point]");
    const spot = handle && this.spot(handle);
    if (!handle || !spot || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Record<string, Spot> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const far = event.shiftKey ? FAR : 1;
      this.put(handle, [onward(this.plan.x, spot[0], step[0] * far), onward(this.plan.y, spot[1], step[1] * far)]);
      this.tell(handle);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.takeOff(handle);
    }
  };

  private readonly take = (event: PointerEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    this.held = handle;
    this.last = handle;
    const box = handle.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY];
    this.grip = { x, y, startX: event.clientX, startY: event.clientY, moved: false };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", this.drag);
    handle.addEventListener("pointerup", this.drop, { once: true });
    handle.addEventListener("pointercancel", this.drop, { once: true });
  };

  private readonly drag = (event: PointerEvent): void => {
    const { x, y, startX, startY } = this.grip;
    this.grip.moved ||= Math.hypot(event.clientX - startX, event.clientY - startY) > MOVED;
    if (this.held && this.grip.moved) this.put(this.held, this.under({ clientX: event.clientX + x, clientY: event.clientY + y }));
  };

  private readonly drop = (): void => {
    const handle = this.held;
    this.held = undefined;
    if (!handle) return;
    handle.removeEventListener("pointermove", this.drag);
    handle.focus();
    this.tell(handle);
    /* What follows a drag at once belongs to it. */
    setTimeout(() => (this.grip.moved = false));
  };

  private under(at: { clientX: number; clientY: number }): Spot {
    const box = this.plot.getBoundingClientRect();
    const { x, y } = this.plan;
    return [
      x.from + ((at.clientX - box.left) / box.width) * (x.to - x.from),
      y.to - ((at.clientY - box.top) / box.height) * (y.to - y.from),
    ];
  }

  /** Whether a place of the window is nearer to another place of the grid than to this point's. */
  private beside(handle: HTMLElement, event: MouseEvent): boolean {
    const spot = this.spot(handle);
    if (Math.hypot(this.grip.x, this.grip.y) < OFF) return false;
    const [x, y] = this.under(event);
    const apart = (axis: Axis, one: number, other: number) => Math.abs(one - other) > step(axis) / 2;
    return spot !== undefined && (apart(this.plan.x, x, spot[0]) || apart(this.plan.y, y, spot[1]));
  }

  /** A place near the middle where no point is yet. */
  private free(): Spot {
    const taken = this.handles.map((each) => this.spot(each)?.[0]);
    const middle = (axis: Axis) => nearest(axis, Math.min(Math.max(0, axis.low), axis.high)) * step(axis);
    let at = middle(this.plan.x);
    while (taken.includes(at) && at + step(this.plan.x) <= this.plan.x.high) at += step(this.plan.x);
    return [at, middle(this.plan.y)];
  }

  // -- drawing

  private place([x, y]: Spot): Spot {
    const share = (axis: Axis, at: number) => ((at - axis.from) / (axis.to - axis.from)) * 100;
    return [share(this.plan.x, x), 100 - share(this.plan.y, y)];
  }

  private readonly refresh = (): void => {
    for (const handle of this.handles) {
      const spot = this.spot(handle);
      handle.hidden = !spot;
      const button = this.querySelector<HTMLElement>(`[data-place="${handle.dataset.point}"]`);
      if (button) button.hidden = Boolean(spot);
      if (!spot) continue;
      const [left, top] = this.place(spot);
      handle.style.left = `${left}%`;
      handle.style.top = `${top}%`;
      handle.setAttribute("aria-label", this.words(handle));
    }
    if (this.plan.asked !== "points") this.line();
  };

  private line(): void {
    const [one, other, inside] = this.handles.map((handle) => this.spot(handle)).map((spot) => spot && this.place(spot));
    const path = this.querySelector(".drawn-line");
    const region = this.querySelector(".region");
    const drawn = one && other && (one[0] !== other[0] || one[1] !== other[1]);
    const far = drawn ? 300 / Math.hypot(other[0] - one[0], other[1] - one[1]) : 0;
    const along: Spot = drawn ? [(other[0] - one[0]) * far, (other[1] - one[1]) * far] : [0, 0];
    const ends: Spot[] = drawn ? [[one[0] - along[0], one[1] - along[1]], [one[0] + along[0], one[1] + along[1]]] : [];
    path?.setAttribute("d", ends.length ? `M${ends.map((end) => end.join(" ")).join("L")}` : "");
    const dashed = this.querySelector<HTMLInputElement>("[name='answer.edge'][value=dashed]")?.checked;
    path?.classList.toggle("dashed", Boolean(dashed));
    region?.setAttribute("points", drawn && inside ? half(ends, along, one, inside) : "");
  }
}

/** The half-plane on the side of `inside`, as the corners of a large box along the line. */
function half(ends: Spot[], along: Spot, one: Spot, inside: Spot): string {
  const side = along[0] * (inside[1] - one[1]) - along[1] * (inside[0] - one[0]);
  if (!side) return "";
  const across: Spot = side > 0 ? [-along[1], along[0]] : [along[1], -along[0]];
  const beyond = [...ends].reverse().map((end): Spot => [end[0] + across[0], end[1] + across[1]]);
  return [...ends, ...beyond].map((corner) => corner.join(",")).join(" ");
}

function step(axis: Axis): number {
  return axis.snap[0] / axis.snap[1];
}

/** The number of steps from zero to the place nearest to a value, within the axis. */
function nearest(axis: Axis, at: number): number {
  const [low, high] = [Math.ceil(axis.low / step(axis) - 1e-9), Math.floor(axis.high / step(axis) + 1e-9)];
  return Math.min(high, Math.max(low, Math.round(at / step(axis))));
}

/** The next place in a direction, also from between two places. */
function onward(axis: Axis, at: number, by: number): number {
  const steps = at / step(axis);
  if (!by || Math.abs(steps - Math.round(steps)) < 1e-9) return at + by * step(axis);
  return (by > 0 ? Math.floor(steps) + by : Math.ceil(steps) + by) * step(axis);
}

/** So many steps, exactly: whole, as a decimal, or as a fraction. */
function spelled(steps: number, [above, below]: [number, number], decimal: string): string {
  const number = steps * above;
  if (number % below === 0) return String(number / below);
  const text = String(number / below);
  return Number(text) * below === number && text.length < 8 ? text.replace(".", decimal) : `${number}/${below}`;
}

/** What somebody typed as a number, if it is a plain one; the server reads more. */
function value(text: string, decimal: string): number | undefined {
  const plain = text.trim().replace(/[−–]/g, "-").replace(decimal, ".");
  const found = /^([-+]?\d*\.?\d+)(?:\s*\/\s*(\d+))?$/.exec(plain);
  const number = found ? Number(found[1]) / Number(found[2] ?? 1) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function write(field: HTMLInputElement, text: string): void {
  if (field.value === text) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

customElements.define("graph-plot", GraphPlot);

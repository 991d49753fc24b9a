/** <chiron-kind-number-line>: a line with a mark, moved by pointer or arrow keys, in step with the plain input. */
class NumberLine extends HTMLElement {
  connectedCallback() {
    if (this.line) return;
    const task = JSON.parse(this.dataset.task);
    this.low = task.start;
    this.high = task.end;
    this.parts = task.parts;
    this.decimal = task.decimal;
    this.field = this.querySelector('[name="answer"]');
    this.line = document.createElement("div");
    this.line.className = "number-line";
    this.line.tabIndex = 0;
    this.line.setAttribute("role", "slider");
    this.line.setAttribute("aria-label", this.querySelector("label").textContent.trim());
    this.line.setAttribute("aria-valuemin", this.low);
    this.line.setAttribute("aria-valuemax", this.high);
    const each = Math.max(1, Math.ceil((this.high - this.low) / 10));
    for (let whole = this.low; whole <= this.high; whole += each) this.line.append(this.tick(whole));
    this.mark = document.createElement("span");
    this.mark.className = "number-line-mark";
    this.line.append(this.mark);
    this.prepend(this.line);
    this.line.addEventListener("keydown", (event) => this.pressed(event));
    this.line.addEventListener("pointerdown", (event) => this.pointed(event));
    this.field.addEventListener("input", () => this.show());
    this.show();
  }

  tick(whole) {
    const made = document.createElement("span");
    made.className = "number-line-tick";
    made.textContent = String(whole);
    made.style.insetInlineStart = `${this.percent(whole)}%`;
    return made;
  }

  percent(value) {
    return ((value - this.low) / (this.high - this.low)) * 100;
  }

  /** What the input holds as a number of the line; null where it holds none. */
  get value() {
    const text = this.field.value.trim().replace("−", "-").replace(this.decimal, ".");
    const [over, under] = text.split("/");
    const value = text === "" ? NaN : Number(over) / (under === undefined ? 1 : Number(under));
    return Number.isFinite(value) && value >= this.low && value <= this.high ? value : null;
  }

  /** Counted in parts, so that a third stays a third. */
  put(count) {
    const least = this.low * this.parts;
    const most = this.high * this.parts;
    const kept = Math.min(Math.max(count, least), most);
    this.field.value = kept % this.parts === 0 ? String(kept / this.parts) : `${kept}/${this.parts}`;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  pressed(event) {
    const now = Math.round((this.value ?? (this.low + this.high) / 2) * this.parts);
    const moves = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1 };
    const ends = { Home: this.low * this.parts, End: this.high * this.parts };
    const to = { ...moves, ...ends }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.put(to);
  }

  pointed(event) {
    const box = this.line.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    const along = getComputedStyle(this.line).direction === "rtl" ? 1 - part : part;
    this.put(Math.round((this.low + along * (this.high - this.low)) * this.parts));
  }

  show() {
    const value = this.value;
    this.mark.hidden = value === null;
    this.line.setAttribute("aria-valuenow", value ?? this.low);
    this.line.setAttribute("aria-valuetext", value === null ? "–" : this.field.value);
    if (value !== null) this.mark.style.insetInlineStart = `${this.percent(value)}%`;
  }
}

customElements.define("chiron-kind-number-line", NumberLine);

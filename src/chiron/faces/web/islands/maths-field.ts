/**
 * `<maths-field>` around a plain text input: once it is focused, a formula's field takes its place, and writes what it
 * holds into the input as LaTeX, which is what the form sends.
 *
 * Where the formula's field cannot be had, or the person types plainly (data-typing="plain", or the button), the input
 * stays, and what was typed is read back beside it (`data-reads`, an address that gives HTML).
 */
import { fragment } from "./html";

import type { MathfieldElement, Setting } from "./formula";

const CHOICE = "chiron:typing";
const PAUSE = 500;
/** Words that a formula's field makes signs of; any other word is better typed plainly. */
const KNOWN = /\b(?:sqrt|root|pi|or|and|sin|cos|tan|ln|log|exp|abs)\b/gi;

export class MathsField extends HTMLElement {
  private field: MathfieldElement | undefined;
  private made: typeof import("./formula") | undefined;
  private loading = false;
  private given = false;
  private timer: number | undefined;
  private asked: AbortController | undefined;
  private shown = "";

  connectedCallback(): void {
    this.input.addEventListener("focus", this.met);
    this.input.addEventListener("input", this.typed);
    this.input.addEventListener("chiron:set", this.set);
    this.button?.addEventListener("click", this.switched);
    this.label?.addEventListener("click", this.named);
    document.addEventListener("submit", this.sent, true);
    if (this.button) this.button.hidden = false;
    this.choose();
    if (this.plain) this.read(0);
    else if (document.activeElement === this.input || this.input.value.includes("\\")) void this.upgrade();
  }

  disconnectedCallback(): void {
    this.asked?.abort();
    window.clearTimeout(this.timer);
    document.removeEventListener("submit", this.sent, true);
    this.label?.removeEventListener("click", this.named);
  }

  get input(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("input")!;
  }

  /** Whether a formula's field stands here. */
  get formula(): MathfieldElement | undefined {
    return this.field;
  }

  /** Put a sign in at the caret: `plain` as one types it, `latex` as a formula's field takes it. */
  insert(plain: string, latex: string | undefined, focus: boolean): void {
    if (!this.field) return;
    if (latex) this.field.insert(latex, { focus, feedback: false, selectionMode: "placeholder" });
    else for (const letter of plain.trim()) this.field.executeCommand(["typedText", letter, { focus, feedback: false }]);
  }

  /** Delete, or move the caret. */
  act(act: string, focus: boolean): void {
    const command = { back: "deleteBackward", left: "moveToPreviousChar", right: "moveToNextChar" }[act];
    if (!this.field || !command) return;
    if (focus) this.focus();
    this.field.executeCommand(command as "deleteBackward");
  }

  /** MathLive may hold that it has the focus while a button has taken it. */
  override focus(): void {
    if (!this.field) return this.input.focus();
    if (document.activeElement === this.field) return;
    this.field.blur();
    window.setTimeout(() => this.field?.focus());
  }

  private get button(): HTMLButtonElement | null {
    return this.querySelector<HTMLButtonElement>("[data-act=typing]");
  }

  private get label(): HTMLElement | null {
    return document.querySelector<HTMLElement>(`label[for="${this.input.id}"]`);
  }

  private get plain(): boolean {
    try {
      return (localStorage.getItem(CHOICE) ?? this.dataset.typing) === "plain";
    } catch {
      return this.dataset.typing === "plain";
    }
  }

  private choose(): void {
    this.button?.setAttribute("aria-pressed", String(this.plain));
  }

  private readonly named = (event: Event): void => {
    if (!this.field) return;
    event.preventDefault();
    this.focus();
  };

  private readonly met = (): void => {
    if (!this.plain) void this.upgrade();
  };

  private readonly switched = (): void => {
    try {
      localStorage.setItem(CHOICE, this.plain ? "formula" : "plain");
    } catch {
      this.dataset.typing = this.plain ? "formula" : "plain";
    }
    this.choose();
    if (this.plain) this.downgrade();
    else void this.upgrade(true);
  };

  private async upgrade(asked = false): Promise<void> {
    if (this.field || this.loading || (!asked && isWords(this.input.value))) return;
    this.loading = true;
    const before = this.input.value;
    try {
      this.made = await import("./formula");
      if (!this.isConnected || this.plain || this.field) return;
      /* Who began to type while it came goes on undisturbed; the formula waits for the next time. */
      if (!asked && !this.given && this.input.value !== before) return;
      const had = asked || document.activeElement === this.input;
      const field = this.made.formula(this.setting);
      this.place(field);
      this.made.prepare(field, this.setting);
      this.put(this.input.value);
      if (had) field.focus();
    } catch {
      this.field = undefined;
    } finally {
      this.loading = false;
    }
  }

  private get setting(): Setting {
    return { decimal: this.dataset.decimal ?? ".", or: this.dataset.or ?? "or", and: this.dataset.and ?? "and" };
  }

  private place(field: MathfieldElement): void {
    field.className = "formula input";
    field.setAttribute("aria-label", this.label?.textContent?.trim() ?? "");
    field.addEventListener("input", () => this.taken());
    field.addEventListener("keydown", this.key, { capture: true });
    this.input.before(field);
    this.input.hidden = true;
    this.say("");
    this.field = field;
    this.setAttribute("data-formula", "");
  }

  private downgrade(): void {
    if (!this.field) return;
    this.taken();
    const text = this.made?.plain(this.input.value) ?? this.input.value;
    this.field.remove();
    this.field = undefined;
    this.removeAttribute("data-formula");
    this.input.hidden = false;
    this.input.value = text;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.focus();
  }

  /** Whoever changed the input from without. */
  private readonly set = (): void => {
    if (!this.field) {
      this.given = true;
      if (!this.plain && this.input.value.includes("\\")) void this.upgrade();
      return this.read(0);
    }
    this.field.setAttribute("aria-label", this.label?.textContent?.trim() ?? "");
    this.put(this.input.value);
    this.focus();
  };

  private put(text: string): void {
    if (this.field) this.made?.fill(this.field, text);
  }

  private taken(): void {
    if (!this.field || !this.made) return;
    const text = this.made.written(this.field);
    if (text === this.input.value) return;
    this.input.value = text;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private readonly key = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.isComposing || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === " ") {
      if (this.field) this.made?.space(this.field);
      return;
    }
    const form = this.input.form;
    /* The key before this one may still be on its way into the formula. */
    window.setTimeout(() => form?.requestSubmit(form.querySelector<HTMLButtonElement>("#check")), 20);
  };

  /** What is sent is what stands in the formula, also where it has not said so yet. */
  private readonly sent = (event: Event): void => {
    if (event.target === this.input.form) this.taken();
  };

  private readonly typed = (): void => {
    if (!this.field) this.read(PAUSE);
  };

  /** Have it read, once whoever types rests. */
  private read(pause: number): void {
    window.clearTimeout(this.timer);
    this.asked?.abort();
    const { reads } = this.dataset;
    const text = this.input.value.trim();
    if (!reads || !text) return this.say("");
    this.timer = window.setTimeout(() => void this.fetch(reads, text), pause);
  }

  private async fetch(address: string, text: string): Promise<void> {
    this.asked = new AbortController();
    try {
      const answer = await fetch(address + encodeURIComponent(text), { signal: this.asked.signal });
      this.say(answer.ok ? await answer.text() : "");
    } catch {
      this.say("");
    }
  }

  private say(html: string): void {
    const line = this.parentElement?.querySelector("[data-read]");
    if (!line || html === this.shown) return;
    this.shown = html;
    line.replaceChildren(fragment(html));
  }
}

/** Whether words stand in a text that would fall into letters in a formula. */
function isWords(text: string): boolean {
  return !text.includes("\\") && /\p{L}{3,}/u.test(text.replace(KNOWN, " "));
}

customElements.define("maths-field", MathsField);

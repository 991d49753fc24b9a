/**
 * `<read-aloud data-parts='[["en","..."]]'>` reads its words with a voice of this device.
 *
 * It shows itself only where the browser has such a voice in the words' language. Voices that are spoken elsewhere are
 * not used: what stands on a page stays here. The button reads, pauses and goes on; the other stops, as Escape does.
 */
const LONGEST = 220;

type Part = [language: string, words: string];

/** Whoever is speaking: one voice at a time. */
let speaker: ReadAloud | undefined;

function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const wanted = language.toLowerCase();
  const near = speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === wanted.split("-")[0]);
  return near.find((voice) => voice.lang.toLowerCase().replace("_", "-") === wanted) ?? near.find((voice) => voice.default) ?? near[0];
}

/** Sentences, and long ones at their commas: browsers drop the end of what is long, and a pause returns to a start. */
function sentences(words: string): string[] {
  return words
    .split(/(?<=[.!?…:;])\s+/)
    .flatMap((sentence) => (sentence.length > LONGEST ? sentence.split(/(?<=,)\s+/) : [sentence]))
    .filter((sentence) => sentence.trim());
}

class ReadAloud extends HTMLElement {
  private lines: [string, string][] = [];
  private at = 0;
  private state: "still" | "reading" | "paused" = "still";
  /** Counts readings, so that the end of one that was cut short moves nothing. */
  private run = 0;

  connectedCallback(): void {
    if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
    try {
      const parts = JSON.parse(this.dataset.parts ?? "[]") as Part[];
      this.lines = parts.flatMap(([language, words]) => sentences(words).map((line): [string, string] => [language, line]));
    } catch {
      return;
    }
    this.addEventListener("click", this.pressed);
    this.addEventListener("keydown", this.key);
    speechSynthesis.addEventListener?.("voiceschanged", this.look);
    this.look();
  }

  disconnectedCallback(): void {
    if ("speechSynthesis" in window) speechSynthesis.removeEventListener?.("voiceschanged", this.look);
    this.removeEventListener("click", this.pressed);
    this.removeEventListener("keydown", this.key);
    if (this.state === "reading") this.stop();
  }

  /** Voices may come after the page. */
  private readonly look = (): void => {
    this.hidden = !this.lines.length || !this.lines.every(([language]) => voiceFor(language));
  };

  private readonly pressed = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-act]") : null;
    if (button?.dataset.act === "stop") this.stop();
    else if (button && this.state === "reading") this.pause();
    else if (button) this.read();
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.state === "still") return;
    event.stopPropagation();
    this.stop();
  };

  private read(): void {
    if (speaker !== this) speaker?.stop();
    speaker = this;
    this.show("reading");
    this.speak();
  }

  private speak(): void {
    const line = this.lines[this.at];
    if (!line) return this.stop();
    const run = ++this.run;
    const [language, words] = line;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = language;
    const voice = voiceFor(language);
    if (voice) utterance.voice = voice;
    utterance.onend = () => {
      if (run !== this.run || this.state !== "reading") return;
      this.at += 1;
      this.speak();
    };
    utterance.onerror = () => {
      if (run === this.run && this.state === "reading") this.stop();
    };
    speechSynthesis.speak(utterance);
  }

  /** Some browsers cannot pause a voice: it is ended, and goes on with the sentence in which it was. */
  private pause(): void {
    this.hush();
    this.show("paused");
  }

  stop(): void {
    this.hush();
    this.at = 0;
    if (speaker === this) speaker = undefined;
    if (this.contains(document.activeElement)) this.button("read")?.focus({ preventScroll: true });
    this.show("still");
  }

  private hush(): void {
    this.run += 1;
    speechSynthesis.cancel();
  }

  private button(act: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-act=${act}]`);
  }

  private show(state: "still" | "reading" | "paused"): void {
    this.state = state;
    const words = this.querySelector("[data-words]");
    const { read, pause, goOn } = this.dataset;
    if (words) words.textContent = { still: read, reading: pause, paused: goOn }[state] ?? "";
    const stop = this.button("stop");
    if (stop) stop.hidden = state === "still";
  }
}

window.addEventListener("pagehide", () => speaker?.stop());
customElements.define("read-aloud", ReadAloud);
export {};

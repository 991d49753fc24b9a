/** The page around a package on the play origin: it offers the package its API, shows it in a frame, and speaks for it
 * to the page of Chiron that frames it; to nobody else. */

import { given, kept, shown } from "./letters";
import type { Answer, Begin, FromPage, FromShim, Report } from "./messages";
import { Scorm12 } from "./scorm12";
import { Scorm2004 } from "./scorm2004";
import type { Told } from "./telling";

const root = document.documentElement;
const parentOrigin = root.dataset.parent ?? "";
const secret = location.hash.slice(1);
// The address keeps no trace of it; the package could ask for it as well, and is not believed either.
history.replaceState(null, "", location.pathname);

const MOST_ANSWERS = 50;

class Player {
  private readonly frame = document.createElement("iframe");
  private readonly told: Told | null;
  private waiting = false;
  private kept: string;
  private latest = "";
  /** What each answer was when it was told. */
  private readonly said: string[] = [];

  constructor(told: Begin) {
    const begin = { ...told, state: given(told.state), place: given(told.place) };
    const tell = (now: boolean): void => this.tell(now);
    this.kept = begin.state;
    if (begin.standard === "scorm-1.2") {
      const shim = new Scorm12(begin, tell);
      Object.defineProperty(window, "API", { value: Object.freeze(shim.api) });
      this.told = shim;
    } else {
      const shim = new Scorm2004(begin, tell);
      Object.defineProperty(window, "API_1484_11", { value: Object.freeze(shim.api) });
      this.told = shim;
    }
    root.lang = begin.language || "en";
    document.title = begin.title;
    this.frame.title = begin.title;
    this.frame.src = `${root.dataset.files ?? ""}${address(begin.start)}`;
    document.body.append(this.frame);
    window.addEventListener("pagehide", () => this.send(true));
  }

  /** Tell once all that one script sets is set; at the end at once, as the page may be going. */
  private tell(now: boolean): void {
    if (now) {
      this.send(true);
    } else if (!this.waiting) {
      this.waiting = true;
      queueMicrotask(() => this.waiting && this.send(false));
    }
  }

  private send(now: boolean): void {
    this.waiting = false;
    if (!this.told) return;
    const report = this.told.report();
    const answers = this.told.answers().filter((answer, at) => this.said[at] !== JSON.stringify(answer));
    this.told.answers().forEach((answer, at) => {
      this.said[at] = JSON.stringify(answer);
    });
    // What is as it was needs no second word: packages commit, finish and unload one after another.
    const news = JSON.stringify({ ...report, seconds: Math.floor(report.seconds / 60) });
    if (news === this.latest && !answers.length) return;
    this.latest = news;
    // What a longer list holds comes with the next ones.
    const place = kept(report.place);
    const changed = this.changed(report);
    const state = changed === null ? null : kept(changed);
    do {
      const part = answers.splice(0, MOST_ANSWERS).map(cut);
      say({ chiron: "report", secret, report: { ...report, place, state, answers: part }, now });
    } while (answers.length);
  }

  private changed(report: Report): string | null {
    if (report.state === this.kept) return null;
    this.kept = report.state ?? "";
    return this.kept;
  }

  /** Let the package go as if its window were closed: its last words come while it unloads. */
  leave(): void {
    const left = (): void => {
      this.send(true);
      say({ chiron: "left", secret });
    };
    this.frame.addEventListener("load", () => setTimeout(left), { once: true });
    this.frame.src = "about:blank";
  }
}

/** A path whose parts are what a browser asks for; what follows `?` stays. */
function address(start: string): string {
  const at = start.indexOf("?");
  const path = at < 0 ? start : start.slice(0, at);
  return path.split("/").map(encodeURIComponent).join("/") + (at < 0 ? "" : start.slice(at));
}

function cut(answer: Answer): Answer {
  return {
    ...answer,
    id: shown(answer.id, 250),
    kind: shown(answer.kind, 20),
    response: shown(answer.response, 1_000),
    result: shown(answer.result, 40),
  };
}

function say(message: FromShim): void {
  window.parent.postMessage(message, parentOrigin);
}

let player: Player | null = null;

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.origin !== parentOrigin || event.source !== window.parent) return;
  const message = event.data as Partial<FromPage> | null;
  if (typeof message !== "object" || message === null || message.secret !== secret) return;
  if (message.chiron === "begin" && message.begin && !player) player = new Player(message.begin);
  if (message.chiron === "leave") player?.leave();
});

if (window.parent !== window && parentOrigin && secret) say({ chiron: "ready", secret });

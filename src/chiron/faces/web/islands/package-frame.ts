/**
 * `<package-frame>` shows a package that others wrote in a frame on another origin, and keeps what it says.
 *
 * It hears messages of that frame's own window alone, from that origin, with this page's secret. What comes is sent on as
 * it is: the server bounds it. Reports are gathered, as some packages say something at every key.
 */
import type { Answer, Begin, FromPage, FromShim, Report } from "../../play/islands/messages";

const FIRST_MS = 1_500;
const BETWEEN_MS = 20_000;
const AGAIN_MS = 15_000;
const LEAVING_MS = 3_000;
const SILENT_MS = 20_000;
const MOST_ANSWERS = 50;
const MOST_WAITING = 500;
const GONE = [404, 413, 422];
/** Seconds after which there is no use in saying it again. */
const LONG = 3_600;

class PackageFrame extends HTMLElement {
  private frame: HTMLIFrameElement | undefined;
  private waiting: Report | undefined;
  private answers: Answer[] = [];
  private timer = 0;
  private sentAt = -Infinity;
  private number = 0;
  private sending: Promise<void> = Promise.resolve();
  private left: (() => void) | undefined;
  private silent = 0;
  private failing = false;

  connectedCallback(): void {
    if (this.frame) return;
    this.number = Number(this.dataset.number ?? 0);
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", this.dataset.sandbox ?? "");
    frame.referrerPolicy = "no-referrer";
    frame.title = this.dataset.name ?? "";
    frame.lang = this.dataset.lang ?? "";
    this.frame = frame;
    window.addEventListener("message", this.hear);
    window.addEventListener("pagehide", this.going);
    document.addEventListener("click", this.clicked, true);
    this.silent = window.setTimeout(() => this.say(this.dataset.silent ?? ""), SILENT_MS);
    frame.src = this.dataset.address ?? "";
    this.prepend(frame);
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.hear);
    window.removeEventListener("pagehide", this.going);
    document.removeEventListener("click", this.clicked, true);
    window.clearTimeout(this.timer);
    window.clearTimeout(this.silent);
  }

  private readonly hear = (event: MessageEvent<unknown>): void => {
    if (event.origin !== this.dataset.origin || !this.frame || event.source !== this.frame.contentWindow) return;
    const message = event.data as Partial<FromShim> | null;
    if (typeof message !== "object" || message === null || message.secret !== this.dataset.secret) return;
    if (message.chiron === "ready") this.begin();
    if (message.chiron === "report" && message.report) this.take(message.report, message.now === true);
    if (message.chiron === "left") this.left?.();
  };

  private begin(): void {
    window.clearTimeout(this.silent);
    this.say("");
    this.tell({ chiron: "begin", secret: this.dataset.secret ?? "", begin: JSON.parse(this.dataset.begin ?? "{}") as Begin });
  }

  private tell(message: FromPage): void {
    this.frame?.contentWindow?.postMessage(message, this.dataset.origin ?? "");
  }

  /** The newest report counts; what it does not say again stays from the one before. */
  private take(report: Report, now: boolean): void {
    const state = report.state ?? this.waiting?.state ?? null;
    const fresh = Array.isArray(report.answers) ? report.answers : [];
    if (this.answers.length < MOST_WAITING) this.answers.push(...fresh);
    this.waiting = { ...report, state, answers: [] };
    if (report.ended && (report.completion === "completed" || report.success === "passed")) {
      this.say(this.dataset.finished ?? "");
    }
    if (now) void this.send(false);
    else this.soon(Math.max(FIRST_MS, this.sentAt + BETWEEN_MS - performance.now()));
  }

  private soon(after: number): void {
    if (this.timer) return;
    this.timer = window.setTimeout(() => void this.send(false), after);
  }

  /** One after another, so that none overtakes; `last` is for a page that is going. */
  private send(last: boolean): Promise<void> {
    window.clearTimeout(this.timer);
    this.timer = 0;
    const report = this.waiting;
    if (!report) return this.sending;
    this.waiting = undefined;
    this.sentAt = performance.now();
    this.number += 1;
    const body = { ...report, number: this.number, answers: this.answers.splice(0, MOST_ANSWERS) };
    const post = (): Promise<void> => this.post(body, last);
    this.sending = last ? post() : this.sending.then(post);
    return this.sending;
  }

  private async post(body: Report & { number: number }, last: boolean): Promise<void> {
    const text = JSON.stringify(body);
    try {
      const answer = await fetch(this.dataset.report ?? "", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": this.dataset.csrf ?? "" },
        body: text,
        // Browsers let 64 kB outlive a page.
        keepalive: last && text.length < 60_000,
      });
      // What cannot be taken is not sent again; anything else may pass: a sitting that ended, a server that restarts.
      const full = answer.status === 429 && Number(answer.headers.get("Retry-After") ?? 0) >= LONG;
      const lost = full || GONE.includes(answer.status);
      if (!answer.ok && !lost) throw new Error(String(answer.status));
      if (lost) this.say(this.dataset.lost ?? "");
      else if (this.failing) this.say("");
      this.failing = lost;
      if (this.answers.length && !this.waiting) this.waiting = { ...body, state: null, answers: [] };
      if (this.answers.length) this.soon(FIRST_MS);
    } catch {
      this.failing = true;
      this.say(this.dataset.failed ?? "");
      // What was not kept is said again, unless something newer waits.
      this.answers.unshift(...body.answers);
      const newer = this.waiting;
      this.waiting = newer ? { ...newer, state: newer.state ?? body.state } : { ...body, answers: [] };
      this.soon(AGAIN_MS);
    }
  }

  private readonly going = (): void => void this.send(true);

  /** Whoever leaves by a link lets the package say its last words first: many speak only when their window closes. */
  private readonly clicked = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hash || link.origin !== location.origin) return;
    event.preventDefault();
    void this.leave().then(() => location.assign(link.href));
  };

  private async leave(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      this.left = resolve;
      window.setTimeout(resolve, LEAVING_MS);
    });
    this.tell({ chiron: "leave", secret: this.dataset.secret ?? "" });
    await gone;
    await this.send(false);
    await Promise.race([this.sending, new Promise((resolve) => window.setTimeout(resolve, LEAVING_MS))]);
  }

  private say(words: string): void {
    const place = this.querySelector("[role=status]");
    if (place) place.textContent = words;
  }
}

customElements.define("package-frame", PackageFrame);

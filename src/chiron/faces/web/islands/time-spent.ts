/**
 * `<time-spent>` in a form tells, when the form is sent, how long the page was seen and how far it was gone through.
 *
 * Seconds count while the page is in view. How far is the furthest place of the film or sound, else of the text that was
 * on the screen. Without it the server knows the time between opening and leaving, and nothing of how far.
 */
class TimeSpent extends HTMLElement {
  private seconds = 0;
  private seen = 0;
  private last = performance.now();
  private form: HTMLFormElement | null = null;

  connectedCallback(): void {
    this.form = this.closest("form");
    this.form?.addEventListener("formdata", this.told);
    document.addEventListener("visibilitychange", this.tick);
    document.addEventListener("scroll", this.scrolled, { passive: true });
    this.scrolled();
  }

  disconnectedCallback(): void {
    this.form?.removeEventListener("formdata", this.told);
    document.removeEventListener("visibilitychange", this.tick);
    document.removeEventListener("scroll", this.scrolled);
  }

  /** Counts what passed since the last look, where the page was in view then. */
  private readonly tick = (): void => {
    const now = performance.now();
    if (this.last > 0) this.seconds += (now - this.last) / 1000;
    this.last = document.visibilityState === "visible" ? now : 0;
  };

  private readonly scrolled = (): void => {
    const text = document.querySelector("article.prose");
    if (!text) return;
    const box = text.getBoundingClientRect();
    if (box.height > 0) this.seen = Math.max(this.seen, Math.min(1, (window.innerHeight - box.top) / box.height));
  };

  private readonly told = (event: FormDataEvent): void => {
    this.tick();
    event.formData.set("seconds", String(Math.round(this.seconds)));
    const player = document.querySelector<HTMLMediaElement>(".resource-player :is(video, audio)");
    if (player) {
      const end = player.played.length ? player.played.end(player.played.length - 1) : 0;
      if (Number.isFinite(player.duration) && player.duration > 0) event.formData.set("share", (end / player.duration).toFixed(3));
    } else if (document.querySelector("article.prose")) {
      event.formData.set("share", Math.max(0, this.seen).toFixed(3));
    }
  };
}

customElements.define("time-spent", TimeSpent);

export {};

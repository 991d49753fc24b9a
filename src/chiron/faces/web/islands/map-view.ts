/**
 * `<map-view>` zooms the drawing of the map in its frame, down to where all of it is seen, and brings the chosen skill
 * into view. Without it the drawing is as large as its words need, and its frame can be scrolled.
 */
class MapView extends HTMLElement {
  private zoom = 1;

  connectedCallback(): void {
    this.querySelectorAll<HTMLElement>("[data-zoom]").forEach((button) => (button.hidden = false));
    this.addEventListener("click", this.change);
    const chosen = this.querySelector<SVGElement>("a[aria-current]");
    const frame = this.querySelector<HTMLElement>(".map-frame");
    if (chosen && frame && frame.scrollWidth > frame.clientWidth) {
      const place = chosen.getBoundingClientRect().left - frame.getBoundingClientRect().left;
      frame.scrollLeft += place - frame.clientWidth / 2;
    }
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.change);
  }

  /** The zoom at which the whole drawing fits its frame. */
  private least(): number {
    const frame = this.querySelector<HTMLElement>(".map-frame");
    return frame ? Math.min(1, (frame.clientWidth * this.zoom) / frame.scrollWidth) : 1;
  }

  private readonly change = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-zoom]") : null;
    if (!button) return;
    this.zoom = Math.min(3, Math.max(this.least(), this.zoom * (button.dataset.zoom === "in" ? 1.25 : 0.8)));
    this.style.setProperty("--zoom", String(this.zoom));
  };
}

customElements.define("map-view", MapView);

export {};

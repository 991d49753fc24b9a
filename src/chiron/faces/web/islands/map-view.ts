/**
 * `<map-view>` zooms the drawing of the map in its frame and brings the chosen skill into view.
 * Without it the map fits its frame and the browser's own zoom serves.
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

  private readonly change = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-zoom]") : null;
    if (!button) return;
    this.zoom = Math.min(3, Math.max(1, this.zoom * (button.dataset.zoom === "in" ? 1.25 : 0.8)));
    this.style.setProperty("--zoom", String(this.zoom));
  };
}

customElements.define("map-view", MapView);

export {};

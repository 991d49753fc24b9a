/** What every page loads: htmx without eval or inline styles, and the small islands. */
import htmx from "htmx.org";

import "./forms";
import "./status-line";
import "./tutor-stream";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
htmx.config.scrollBehavior = "auto";
htmx.config.timeout = 20_000;
/* A refused form comes back with its errors and status 422: it is shown, as a page without scripts would show it. */
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

/** Parts that few pages need come when their element is there. */
const LATER: Record<string, () => Promise<unknown>> = {
  "maths-field": () => import("./maths-field"),
  "maths-keypad": () => import("./keypad"),
  "code-area": () => import("./code-area"),
  "graph-plot": () => import("./graph-plot"),
  "label-drawing": () => import("./label-drawing"),
  "order-list": () => import("./order-list"),
  "outline-tree": () => import("./outline-tree"),
  "working-lines": () => import("./working-lines"),
  "read-aloud": () => import("./read-aloud"),
  "mastery-grid": () => import("./mastery-grid"),
  "package-frame": () => import("./package-frame"),
  "map-view": () => import("./map-view"),
  "review-queue": () => import("./review-queue"),
  "time-spent": () => import("./time-spent"),
  "[data-kind-module]": () => import("./stranger-kind"),
};

function wake(root: ParentNode): void {
  for (const [name, load] of Object.entries(LATER)) {
    if (!customElements.get(name) && root.querySelector(name)) void load();
  }
}

wake(document);
document.addEventListener("htmx:load", (event) => wake(event.target as HTMLElement));

/* On a phone the tutor stands over the problem while it is the page's target. What a swap brings is a new element, which
   becomes the target only when the address is gone to again; that must not take the focus away. */
document.addEventListener("htmx:afterSettle", () => {
  if (location.hash !== "#tutor" || document.querySelector(":target")) return;
  const held = document.activeElement;
  location.replace("#tutor");
  if (held instanceof HTMLElement) held.focus({ preventScroll: true });
});

/**
 * Taps by mouse, finger or pen, and clicks that come otherwise (keys, assistive technology), once each. Chromium sends no click for a
 * tap soon after a drag; a finger that scrolls the page is no tap.
 */
const MOVED = 10;
const SAME = 700;

export function onTap(root: HTMLElement, handle: (event: MouseEvent) => void): void {
  let start: { id: number; x: number; y: number } | undefined;
  let last = Number.NEGATIVE_INFINITY;
  root.addEventListener("pointerdown", (event) => {
    start = event.button ? undefined : { id: event.pointerId, x: event.clientX, y: event.clientY };
  });
  root.addEventListener("pointercancel", () => (start = undefined));
  root.addEventListener("pointerup", (event) => {
    const began = start;
    start = undefined;
    if (began?.id !== event.pointerId || Math.hypot(event.clientX - began.x, event.clientY - began.y) > MOVED) return;
    last = event.timeStamp;
    handle(event);
  });
  root.addEventListener("click", (event) => {
    if (!event.detail || event.timeStamp - last > SAME) handle(event);
  });
}

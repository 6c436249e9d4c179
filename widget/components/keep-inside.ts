const FOCUSABLE = "button:not([disabled]), textarea, input:not([type=file]), a[href], [tabindex='0']";

/** Tab at the last thing that takes the focus goes on at the first one, and the other way round. */
export function keepInside(place: HTMLElement, event: KeyboardEvent): void {
  const stops = [...place.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(({ tabIndex }) => tabIndex >= 0);
  const [from, to] = event.shiftKey ? [stops.at(0), stops.at(-1)] : [stops.at(-1), stops.at(0)];
  const root = place.getRootNode();
  if (!(root instanceof ShadowRoot) || root.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}

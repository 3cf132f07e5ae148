/** The element of the page that is called so. @throws {Error} where there is none */
export function part(name: string): HTMLElement {
  return find<HTMLElement>(`[data-part="${name}"]`);
}

/** @throws {Error} where there is none */
export function find<Found extends Element>(selector: string): Found {
  const element = document.querySelector<Found>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

/** Touches the page only where something changes: screen readers and the layout stay calm. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

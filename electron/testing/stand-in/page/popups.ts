/**
 * Tells the preload's world of what would open a window, and opens nothing: closing a real popup
 * while Playwright looks on can hang. Runs in the page's own world, where it is put by its source.
 */
export function catchPopups(): void {
  const tell = (url: string | URL, name: string): void => {
    const detail = { url: new URL(url, location.href).href, name };
    window.dispatchEvent(new CustomEvent('__standin_open', { detail }));
  };
  window.open = (url = 'about:blank', name = '') => {
    tell(url, name);
    return null;
  };
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target=_blank]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    event.preventDefault();
    tell(link.href, '');
  });
}

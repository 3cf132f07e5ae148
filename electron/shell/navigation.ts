import { shell, type WebContents } from 'electron';
import { isOwnAddress } from './app-address.ts';

/** Keeps a window on the app's own pages: what leads elsewhere opens in the person's browser, if at all. */
export function keepOnOwnPages(contents: WebContents, developerUrl?: string): void {
  const refuseForeign = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isOwnAddress(event.url, developerUrl)) event.preventDefault();
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // Other schemes start programs of this computer; plain http could be read on its way.
    if (isHttps(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

const isHttps = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'https:';

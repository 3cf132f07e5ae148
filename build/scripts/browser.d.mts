/** The system's Chromium, or how to get one. */
export function findBrowser(): { readonly file: string | undefined; readonly advice: string };

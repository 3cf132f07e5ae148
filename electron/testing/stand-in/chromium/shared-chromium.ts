import { startChromium, type Chromium } from './start-chromium.ts';

let started: Promise<Chromium> | undefined;

/** The one Chromium whose pages are the app's windows; it starts when first asked for. */
export function sharedChromium(): Promise<Chromium> {
  started ??= startChromium();
  return started;
}

export async function closeSharedChromium(): Promise<void> {
  const chromium = await started?.catch(() => undefined);
  await chromium?.close();
}

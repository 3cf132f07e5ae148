import { startChromium, type Chromium } from './start-chromium.ts';

let started: Promise<Chromium> | undefined;
let isClosed = false;

/** The one Chromium whose pages are the app's windows; it starts when first asked for. */
export function sharedChromium(): Promise<Chromium> {
  // The process ends; a Chromium that is started now would be left behind. Who asks ends with it.
  if (isClosed) return new Promise(() => undefined);
  started ??= startChromium();
  return started;
}

export async function closeSharedChromium(): Promise<void> {
  isClosed = true;
  const chromium = await started?.catch(() => undefined);
  await chromium?.close();
}

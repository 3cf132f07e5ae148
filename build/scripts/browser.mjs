// Finds the system's Chromium for tests and screenshots.
import { existsSync } from 'node:fs';

const candidates = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  win32: [
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  ],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
};

const advice = {
  linux: 'install it with “sudo apt-get install chromium” (or set CHROMIUM to its file)',
  win32: 'install Google Chrome or Microsoft Edge (or set CHROMIUM to its file)',
  darwin: 'install Google Chrome (or set CHROMIUM to its file)',
};

/** @returns {{ file: string | undefined, advice: string }} */
export function findBrowser() {
  const { CHROMIUM } = process.env;
  const files = CHROMIUM ? [CHROMIUM] : (candidates[process.platform] ?? []);
  return { file: files.find((file) => existsSync(file)), advice: advice[process.platform] ?? '' };
}

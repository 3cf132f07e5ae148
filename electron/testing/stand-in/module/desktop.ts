import { EventEmitter } from 'node:events';
import type { Dialog, MessageBoxReturnValue, PowerMonitor, Screen, Shell } from 'electron';
import { note } from './calls.ts';

/** Dialogs answer at once: what a test queued, or the first button. */
export const dialog = {
  answers: [] as MessageBoxReturnValue[],
  showMessageBox: (...args: unknown[]): Promise<MessageBoxReturnValue> => {
    note('dialog.showMessageBox', args.at(-1));
    return Promise.resolve(dialog.answers.shift() ?? { response: 0, checkboxChecked: false });
  },
  showErrorBox: (title: string, content: string) => note('dialog.showErrorBox', title, content),
} satisfies Partial<Dialog> & { answers: unknown };

export const shell = {
  openExternal: (url: string) => {
    note('shell.openExternal', url);
    return Promise.resolve();
  },
} satisfies Partial<Shell>;

export const powerMonitor: Pick<PowerMonitor, 'isOnBatteryPower'> & EventEmitter = Object.assign(
  new EventEmitter(),
  { isOnBatteryPower: () => false },
);

const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
const display = { id: 1, bounds, workArea, scaleFactor: 1 };

export const screen: Record<keyof Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>, unknown> = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
};

import type { Schedule } from '../../../electron/contract/values/profile.ts';

/** A time of the week as a form holds it. */
export interface WindowForm {
  /** Keeps a row its own while rows are removed. */
  readonly key: number;
  /** 0: Sunday. */
  days: number[];
  from: string;
  to: string;
}

/** As many as a profile takes. */
export const maxWindows = 20;

let lastKey = 0;

/** Nights, since that is when most people want their computer to mine. */
export function newWindow(fields: Partial<Omit<WindowForm, 'key'>> = {}): WindowForm {
  lastKey += 1;
  return { key: lastKey, days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '07:00', ...fields };
}

export const windowsOf = (schedule: Schedule | null): WindowForm[] =>
  (schedule?.windows ?? []).map(({ days, from, to }) => newWindow({ days: [...days], from, to }));

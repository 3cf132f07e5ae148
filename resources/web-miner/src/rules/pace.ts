/** What the person wants while something else counts more than mining. */
export interface Rules {
  /** Percent of the time that each thread works, 10 to 100. */
  readonly workPercent: number;
  readonly onBattery: 'pause' | 'slow' | 'carry-on';
  readonly whenHidden: 'slow' | 'carry-on';
}

export interface Surroundings {
  /** null: the browser does not tell. */
  readonly onBattery: boolean | null;
  /** Nobody sees the page. */
  readonly hidden: boolean;
}

export interface Pace {
  /** 0: nothing is computed. */
  readonly workPercent: number;
  /** Why it is less than the person's own choice; null: it is not. */
  readonly because: 'battery' | 'hidden' | null;
}

/** Little enough that nobody notices it, in percent. */
export const slowPercent = 25;

/** How fast to mine now. */
export function paceOf({ workPercent, ...rules }: Rules, around: Surroundings): Pace {
  const slow = Math.min(slowPercent, workPercent);
  if (around.onBattery && rules.onBattery === 'pause')
    return { workPercent: 0, because: 'battery' };
  if (slow === workPercent) return { workPercent, because: null };
  if (around.onBattery && rules.onBattery === 'slow') {
    return { workPercent: slow, because: 'battery' };
  }
  if (around.hidden && rules.whenHidden === 'slow') return { workPercent: slow, because: 'hidden' };
  return { workPercent, because: null };
}

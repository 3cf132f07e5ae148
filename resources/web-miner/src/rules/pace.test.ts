import { describe, expect, it } from 'vitest';
import { paceOf, type Pace, type Rules, type Surroundings } from './pace.ts';

const rules: Rules = { workPercent: 80, onBattery: 'pause', whenHidden: 'slow' };
const around: Surroundings = { onBattery: false, hidden: false };

const cases: [string, Partial<Rules>, Partial<Surroundings>, Pace][] = [
  ['plugged in and seen', {}, {}, { workPercent: 80, because: null }],
  ['where nobody knows of a battery', {}, { onBattery: null }, { workPercent: 80, because: null }],
  ['on its battery', {}, { onBattery: true }, { workPercent: 0, because: 'battery' }],
  [
    'on its battery, which is to slow it down',
    { onBattery: 'slow' },
    { onBattery: true },
    { workPercent: 25, because: 'battery' },
  ],
  [
    'on its battery, which does not matter',
    { onBattery: 'carry-on' },
    { onBattery: true },
    { workPercent: 80, because: null },
  ],
  ['hidden', {}, { hidden: true }, { workPercent: 25, because: 'hidden' }],
  [
    'hidden, which does not matter',
    { whenHidden: 'carry-on' },
    { hidden: true },
    { workPercent: 80, because: null },
  ],
  [
    'hidden, and slow anyway',
    { workPercent: 10 },
    { hidden: true },
    { workPercent: 10, because: null },
  ],
  [
    'hidden on its battery',
    {},
    { hidden: true, onBattery: true },
    { workPercent: 0, because: 'battery' },
  ],
];

describe('a device', () => {
  it.each(cases)('%s has its pace', (_what, changedRules, changedAround, pace) => {
    expect(paceOf({ ...rules, ...changedRules }, { ...around, ...changedAround })).toEqual(pace);
  });
});

import { expect, it } from 'vitest';
import { plural, t } from './t.ts';

it('fills the blanks of a sentence', () => {
  expect(t('state.paused-until', { time: '14:30' })).toBe('Paused until 14:30');
});

it('leaves a sentence without blanks alone', () => {
  expect(t('nav.dashboard')).toBe('Dashboard');
});

it('chooses the form a number needs', () => {
  expect(plural('console.skipped', 1)).toBe('1 line skipped');
  expect(plural('console.skipped', 2400)).toBe('2,400 lines skipped');
});

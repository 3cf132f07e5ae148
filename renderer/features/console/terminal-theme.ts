import type { ITheme } from '@xterm/xterm';

/** Sixteen colours that stay readable on either ground. */
export const darkTerminal: ITheme = {
  background: '#0c0d10',
  foreground: '#d4d6dc',
  cursor: '#0c0d10',
  selectionBackground: '#3f4656',
  black: '#5c6370',
  red: '#f87171',
  green: '#4ade80',
  yellow: '#fbbf24',
  blue: '#60a5fa',
  magenta: '#e879f9',
  cyan: '#22d3ee',
  white: '#d4d6dc',
  brightBlack: '#8b8f9a',
  brightRed: '#fca5a5',
  brightGreen: '#86efac',
  brightYellow: '#fcd34d',
  brightBlue: '#93c5fd',
  brightMagenta: '#f0abfc',
  brightCyan: '#67e8f9',
  brightWhite: '#ffffff',
};

export const lightTerminal: ITheme = {
  background: '#ffffff',
  foreground: '#27272a',
  cursor: '#ffffff',
  selectionBackground: '#cbd5e1',
  black: '#18181b',
  red: '#b91c1c',
  green: '#15803d',
  yellow: '#92610a',
  blue: '#1d4ed8',
  magenta: '#a21caf',
  cyan: '#0e7490',
  white: '#52525b',
  brightBlack: '#71717a',
  brightRed: '#dc2626',
  brightGreen: '#167c3d',
  brightYellow: '#8a5a00',
  brightBlue: '#2563eb',
  brightMagenta: '#c026d3',
  brightCyan: '#0c7489',
  brightWhite: '#3f3f46',
};

/** Colours of what a search found; the one in sight stands out. The addon wants them in full hex. */
export const searchColors = {
  matchBackground: '#6b5310',
  matchOverviewRuler: '#6b5310',
  activeMatchBackground: '#b45309',
  activeMatchColorOverviewRuler: '#f59e0b',
} as const;

export const lightSearchColors = {
  matchBackground: '#fde68a',
  matchOverviewRuler: '#f59e0b',
  activeMatchBackground: '#fbbf24',
  activeMatchColorOverviewRuler: '#b45309',
} as const;

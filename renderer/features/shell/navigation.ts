import type { PlainMessageKey } from '../../locales/t.ts';

export interface NavigationItem {
  readonly to: string;
  readonly icon: string;
  readonly label: PlainMessageKey;
}

/** Only what exists, in groups: what the rig does, what it does for others, what is behind it. */
export const navigation: readonly (readonly NavigationItem[])[] = [
  [
    { to: '/', icon: 'i-lucide-gauge', label: 'nav.dashboard' },
    { to: '/profiles', icon: 'i-lucide-layers', label: 'nav.profiles' },
    { to: '/miners', icon: 'i-lucide-pickaxe', label: 'nav.miners' },
    { to: '/custom', icon: 'i-lucide-puzzle', label: 'nav.custom' },
  ],
  [{ to: '/bridge', icon: 'i-lucide-waypoints', label: 'nav.bridge' }],
  [
    { to: '/console', icon: 'i-lucide-terminal', label: 'nav.console' },
    { to: '/settings', icon: 'i-lucide-settings', label: 'nav.settings' },
  ],
];

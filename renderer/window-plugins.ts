import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import type { PluginOption } from 'vite';

/** Vite plugins of the window, the same for its build and for its tests. */
export function windowPlugins(): PluginOption[] {
  return [
    vue(),
    ui({
      // The theme belongs to our settings, and every import of ours is written out.
      colorMode: false,
      autoImport: false,
      components: { dts: false },
      // Icons that the sources name go into the bundle: the window asks no server for them.
      icon: {
        clientBundle: { scan: { globInclude: ['**/*.{vue,ts}'], globExclude: ['node_modules'] } },
      },
      ui: {
        colors: { primary: 'amber', neutral: 'zinc', info: 'blue', success: 'emerald' },
        button: {
          // Dark letters on amber: white ones would be too faint to read on the light theme.
          compoundVariants: [
            {
              color: 'primary',
              variant: 'solid',
              class:
                'bg-amber-400 hover:bg-amber-300 active:bg-amber-300 disabled:bg-amber-400 text-zinc-950',
            },
          ],
        },
      },
    }),
  ];
}

import { build } from 'vite';

/** Bundles the script of a test page. @returns its text, for a classic script or a module */
export async function bundlePage(file: string, format: 'iife' | 'es' = 'iife'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: { input: file, output: { format, entryFileNames: 'page.js' } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const [chunk] = output && 'output' in output ? output.output : [];
  if (chunk?.type !== 'chunk') throw new Error('the page was not bundled');
  return chunk.code;
}

import { fileURLToPath } from 'node:url';

/** File of the pty host for tests, which run it unbuilt. */
export const ptyHostEntry: string = fileURLToPath(
  new URL('../platform/pty/pty-host.ts', import.meta.url),
);

import { buildProgram } from '../../build/scripts/set-up.mjs';

/** Builds the program where its sources are newer than what was built: tests run what is shipped. */
export default function buildOnce(): void {
  buildProgram();
}

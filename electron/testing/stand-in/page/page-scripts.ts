import { bridge } from './bridge.ts';
import { makeCodec } from './codec.ts';
import { fromMain, toMain, type PreloadProcess } from './messages.ts';
import { catchPopups } from './popups.ts';
import { runPreload } from './run-preload.ts';

// Node strips types by blanking them out, so that a function's own source is JavaScript.

/** What runs first in the page's own world; frames within the page get nothing, as in Electron. */
export const pageScript = `
if (window.top === window) {
  (${bridge.toString()})('page');
  (${catchPopups.toString()})();
}`;

/** What runs first in the preload's world. @param code  the preload script, CommonJS */
export function preloadScript(code: string, process: PreloadProcess): string {
  return `
if (window.top === window) {
  (${runPreload.toString()})(function (require, module, exports, process) {
${code}
  }, {
    codec: (${makeCodec.toString()})(),
    bridge: (${bridge.toString()})('preload'),
    process: ${JSON.stringify(process)},
    toMain: ${JSON.stringify(toMain)},
    fromMain: ${JSON.stringify(fromMain)},
  });
}`;
}

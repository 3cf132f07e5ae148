import { registerHooks } from 'node:module';

// node --import ./electron/testing/stand-in/register.ts out/main/main.js
// From here on whoever imports or requires `electron` gets the stand-in.
const url = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron' && specifier !== 'electron/main') return next(specifier, context);
    return { url, format: 'module-typescript', shortCircuit: true };
  },
});

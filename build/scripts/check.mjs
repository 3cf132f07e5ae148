// `npm run check`: format, lint, layers, types; under a minute.
import { checks } from './checks.mjs';
import { setUp } from './set-up.mjs';
import { runStep } from './steps.mjs';

await setUp();
const failed = checks.filter((step) => !runStep(step));
if (failed.length > 0) process.exitCode = 1;

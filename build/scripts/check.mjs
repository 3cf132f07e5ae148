// `npm run check`: format, lint, layers, types; under a minute.
import { checks } from './checks.mjs';
import { setUp } from './set-up.mjs';
import { runSteps } from './steps.mjs';

await setUp();
const results = await runSteps(checks);
if (results.includes(false)) process.exitCode = 1;

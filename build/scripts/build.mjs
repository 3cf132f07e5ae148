// `npm run build`: everything that is shipped, into out/.
import { buildProgram, setUp } from './set-up.mjs';

await setUp();
buildProgram();

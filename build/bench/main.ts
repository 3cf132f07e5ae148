// `npm run bench [SUITE …] [-- --json]`: measures side by side in one run and prints ratios.
import { suiteLines, type Suite } from './report.ts';

const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  miner: async () => (await import('./miner-suite.ts')).minerSuite(),
  kernels: async () => (await import('./kernels-suite.ts')).kernelsSuite(),
  service: async () => (await import('./service-suite.ts')).serviceSuite(),
  bridge: async () => (await import('./bridge-suite.ts')).bridgeSuite(),
  history: async () => (await import('./history-suite.ts')).historySuite(),
};

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = named.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const results: Suite[] = [];
for (const [name, measure] of Object.entries(suites)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.error(`measuring ${name} …`);
  results.push(await measure());
}
if (process.argv.includes('--json')) console.log(JSON.stringify(results, undefined, 2));
else console.log(results.flatMap(suiteLines).join('\n'));

import { recordedText } from './recorded-miner.ts';

/** A text in JSON, whatever it looks like. */
const textName = 'Intensity';

/**
 * An answer of a miner with sgminer's interface that was recorded as text (`GPU=0,Enabled=Y,…`), in the
 * JSON that it gives where it is asked in JSON: the same names, numbers as numbers.
 *
 * @param name     in `recordings/public`: `> command`, then a line for each section
 * @throws {Error} where the recording has no such command
 */
export function recordedCommand(name: string, command: string): string {
  const [, recorded] = recordedText(`public/${name}.txt`).split(`> ${command}\n`);
  if (recorded === undefined) throw new Error(`${name} has no answer to ${command}`);
  const [status = '', ...sections] = (recorded.split('\n>')[0] ?? '').trim().split('\n');
  const rows = sections.map((section) => rowOf(section.replace(/^[A-Z]+,/, '')));
  return JSON.stringify({ STATUS: [rowOf(status)], [headings[command] ?? '']: rows, id: 1 });
}

const headings: Readonly<Record<string, string>> = {
  version: 'VERSION',
  summary: 'SUMMARY',
  devs: 'DEVS',
  pools: 'POOLS',
};

function rowOf(section: string): Record<string, unknown> {
  const pairs = section.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs.map(([key, value]) => [key, valueOf(key, value)]));
}

function valueOf(key: string, value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  const isNumber = key !== textName && /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(value);
  return isNumber ? Number(value) : value;
}

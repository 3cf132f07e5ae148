import { recordedText } from '../recorded-miner.ts';

/** An answer of a real miner that was posted in public. @param name  in `recordings/public` */
export const posted = (name: string): unknown =>
  JSON.parse(recordedText(`public/${name}.json`)) as unknown;

/**
 * A posted answer with other figures. Of a list, each entry is made from the posted one in its place,
 * or from the first where there is none: the posted rig had one card, this one has two.
 */
export function scene(base: unknown, changes: unknown): unknown {
  if (Array.isArray(changes)) {
    const list = Array.isArray(base) ? (base as unknown[]) : [];
    return changes.map((change, at) => scene(list[at] ?? list[0], change));
  }
  if (!isRecord(changes)) return changes;
  const own = isRecord(base) ? base : {};
  const changed = Object.entries(changes).map(([key, value]) => [key, scene(own[key], value)]);
  return { ...own, ...Object.fromEntries(changed) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

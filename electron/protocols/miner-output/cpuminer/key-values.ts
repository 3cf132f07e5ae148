import { deviceLimit } from '../miner-values.ts';

/** Longer answers are not a miner's. */
const lengthLimit = 262_144;

/**
 * Reads an answer such as `NAME=ccminer;KHS=846.15;|GPU=0;KHS=423.1|` with a NUL at its end.
 *
 * @param answer  anything, as it came from a socket
 * @returns       one record for each part between bars; none where it is no such answer
 */
export function keyValues(answer: unknown): ReadonlyMap<string, string>[] {
  if (typeof answer !== 'string' || answer.length > lengthLimit) return [];
  return answer
    .replaceAll('\0', '')
    .split('|', deviceLimit)
    .map((record) => new Map(record.split(';', 64).flatMap(pairOf)))
    .filter((record) => record.size > 0);
}

function pairOf(text: string): [string, string][] {
  const equals = text.indexOf('=');
  return equals > 0 ? [[text.slice(0, equals).trim(), text.slice(equals + 1).trim()]] : [];
}

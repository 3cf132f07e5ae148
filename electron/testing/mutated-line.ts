import type { Random } from './seeded-random.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The way to a value: its holder and its name in there. */
interface Place {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string;
}

/** Stands where a key is to come a second time, since an object cannot hold it twice. */
const againMark = '"\u2028again"';

const encoder = new TextEncoder();

/**
 * A message in which one to three things are wrong, with a line end behind it.
 *
 * @param line  JSON, without its line end
 */
export function mutatedLine(line: string, random: Random): Uint8Array {
  if (random.below(2) === 0) {
    return withLineEnd(withWrongBytes(encoder.encode(line), 1 + random.below(3), random));
  }
  const bytes = encoder.encode(withWrongJson(line, random));
  return withLineEnd(random.below(4) === 0 ? withWrongBytes(bytes, 1, random) : bytes);
}

function withLineEnd(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = 0x0a;
  return line;
}

function withWrongJson(line: string, random: Random): string {
  const root = JSON.parse(line) as Json;
  let again: string | undefined;
  for (let left = 1 + random.below(2); left > 0; left -= 1) {
    const places = placesIn(root);
    const place = places[random.below(places.length)];
    if (!place) break;
    const { holder, key } = place;
    const change = random.pick(['replace', 'replace', 'remove', 'repeat']);
    if (change === 'replace') setIn(place, wrongValue(random));
    else if (change === 'remove') removeFrom(place);
    else if (Array.isArray(holder)) holder.push(...holder.slice(0, 20));
    else {
      holder[JSON.parse(againMark) as string] = wrongValue(random);
      again ??= key;
    }
  }
  const text = JSON.stringify(root);
  return again === undefined ? text : text.replaceAll(againMark, () => JSON.stringify(again));
}

function placesIn(value: Json): Place[] {
  if (value === null || typeof value !== 'object' || isNest(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { holder: value, key },
    ...placesIn(inner),
  ]);
}

/** What an earlier change made deep is not walked through; messages have lists in lists in lists. */
function isNest(value: Json): boolean {
  let inner: Json | undefined = value;
  for (let level = 0; level < 5; level += 1) {
    if (!Array.isArray(inner)) return false;
    [inner] = inner;
  }
  return true;
}

function setIn({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else holder[key] = value;
}

function removeFrom({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

const wrongNumbers = [0, -1, 1.5, -1e-9, 2 ** 32, 2 ** 53, -(2 ** 63), 1e308] as const;

function wrongValue(random: Random): Json {
  const makers: [() => Json, ...(() => Json)[]] = [
    () => random.pick<Json>([null, true, false, {}, []]),
    () => random.pick(wrongNumbers),
    () => random.below(1e6),
    () => random.pick(['', '0x', '-1', ' ', '\u0000', '__proto__', '💰']),
    () => hex(random.below(140), random),
    () => random.pick(['0', 'f', 'é', '"']).repeat(1 + random.below(12_000)),
    () => nest(1 + random.below(500)),
  ];
  return random.pick(makers)();
}

function hex(length: number, random: Random): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join('');
}

function nest(depth: number): Json {
  let value: Json = [];
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

function withWrongBytes(original: Uint8Array, changes: number, random: Random): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(original);
  for (let left = changes; left > 0; left -= 1) {
    const at = random.below(bytes.length);
    const length = 1 + random.below(4);
    const change = random.pick(['flip', 'flip', 'remove', 'insert', 'truncate']);
    if (change === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    else if (change === 'truncate') bytes = bytes.slice(0, at);
    else {
      const inserted = change === 'insert' ? noise(length, random) : new Uint8Array(0);
      const rest = bytes.subarray(change === 'remove' ? at + length : at);
      const joined = new Uint8Array(at + inserted.length + rest.length);
      joined.set(bytes.subarray(0, at));
      joined.set(inserted, at);
      joined.set(rest, at + inserted.length);
      bytes = joined;
    }
  }
  return bytes;
}

/** Any bytes, or those that mean something in JSON. */
function noise(length: number, random: Random): Uint8Array {
  const byte = random.pick([
    () => random.below(256),
    () => '{}[]",:\\-.0eE\r\n'.charCodeAt(random.below(15)),
  ]);
  return Uint8Array.from({ length }, byte);
}

export interface Codec {
  /** @throws {Error} where Electron could not carry the value either */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * Carries what the structured clone algorithm carries, as text. Runs in Node and in the page, where
 * it is put by its source: it may use nothing from outside itself.
 */
export function makeCodec(): Codec {
  interface Tagged {
    readonly $: string;
    readonly v?: unknown;
  }
  type Plain = Record<string, unknown>;

  const pack = (value: unknown, above: Set<object>): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'object') return packObject(value, above);
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value !== 'number') throw new Error('An object could not be cloned.');
    return Number.isFinite(value) ? value : { $: 'number', v: String(value) };
  };

  const packObject = (value: object, above: Set<object>): unknown => {
    if (above.has(value)) throw new Error('the stand-in does not carry a value within itself');
    above.add(value);
    const inner = (item: unknown): unknown => pack(item, above);
    try {
      if (Array.isArray(value)) return value.map(inner);
      if (value instanceof Date) return { $: 'date', v: value.getTime() };
      if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pair.map(inner)) };
      if (value instanceof Set) return { $: 'set', v: [...value].map(inner) };
      if (value instanceof Error) return { $: 'error', v: [value.name, value.message] };
      if (value instanceof Uint8Array) return { $: 'bytes', v: Array.from(value) };
      const plain: Plain = {};
      for (const [name, item] of Object.entries(value)) plain[name] = inner(item);
      return '$' in plain ? { $: 'object', v: plain } : plain;
    } finally {
      above.delete(value);
    }
  };

  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(unpack);
    if (!('$' in value)) return unpackPlain(value as Plain);
    const { $: tag, v } = value as Tagged;
    switch (tag) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(v as string);
      case 'number':
        return Number(v);
      case 'date':
        return new Date(v as number);
      case 'map':
        return new Map(unpack(v) as [unknown, unknown][]);
      case 'set':
        return new Set(unpack(v) as unknown[]);
      case 'error': {
        const [name, message] = v as [string, string];
        return Object.assign(new Error(message), { name });
      }
      case 'bytes':
        return Uint8Array.from(v as number[]);
      case 'object':
        return unpackPlain(v as Plain);
      default:
        throw new Error(`the codec knows no ${tag}`);
    }
  };

  const unpackPlain = (value: Plain): Plain =>
    Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unpack(item)]));

  return {
    encode: (value) => JSON.stringify(pack(value, new Set())),
    decode: (text) => unpack(JSON.parse(text)),
  };
}

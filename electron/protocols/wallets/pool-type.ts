import {
  connectionTypeBits,
  poolModeBits,
  type ConnectionType,
  type PoolMode,
} from '../../contract/values/coin.ts';

export interface PoolType {
  readonly connection: ConnectionType;
  readonly mode: PoolMode;
}

/** `pool_type` of RaveOS: the connection in the lower four bits, the mode in the next four. */
export function poolTypeBits({ connection, mode }: PoolType): number {
  return connectionTypeBits[connection] | poolModeBits[mode];
}

/**
 * What a `pool_type` says. Where more than one bit of a kind is set, the lowest counts; without a
 * connection it is TCP, as without a mode it is the standard one.
 *
 * @returns  null where bits are set that stand for nothing
 */
export function readPoolType(bits: number): PoolType | null {
  if (!Number.isInteger(bits) || bits < 0 || bits > 0xff) return null;
  const connection = firstSet(connectionTypeBits, bits) ?? 'tcp';
  const mode = firstSet(poolModeBits, bits) ?? 'standard';
  return { connection, mode };
}

function firstSet<Name extends string>(
  names: Readonly<Record<Name, number>>,
  bits: number,
): Name | undefined {
  const all = Object.entries<number>(names) as [Name, number][];
  return all.find(([, bit]) => (bits & bit) !== 0)?.[0];
}

import { BlockList, isIP } from 'node:net';

/** Addresses, and nets of them. Entries that are none are passed over: `BridgeGuard` lets a few through. */
export class AddressList {
  readonly #list = new BlockList();
  readonly isEmpty: boolean;

  /** @param entries  like `192.168.1.20`, `192.168.1.0/24` or `fd00::/8` */
  constructor(entries: readonly string[]) {
    this.isEmpty = entries.length === 0;
    for (const entry of entries) {
      const net = readNet(entry);
      if (net) this.#list.addSubnet(net.address, net.bits, net.family);
    }
  }

  has(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

interface Net {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** @returns undefined where it is no address or net */
export function readNet(entry: string): Net | undefined {
  const [address = '', length] = entry.split('/');
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 6 ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  if (!Number.isInteger(bits) || bits < 0 || bits > most) return undefined;
  return { address, bits, family: version === 6 ? 'ipv6' : 'ipv4' };
}

/** Sockets that take both kinds show an IPv4 address within an IPv6 one. */
export function plainAddress(address: string): string {
  const lower = address.toLowerCase();
  return lower.startsWith('::ffff:') && isIP(lower.slice(7)) === 4 ? lower.slice(7) : lower;
}

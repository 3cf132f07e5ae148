import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A graphics card as the operating system knows it. */
export interface GraphicsCard {
  readonly kind: 'nvidia' | 'amd' | 'intel';
  readonly name: string;
  /** `01:00.0`, small hexadecimal digits. */
  readonly busId: string;
  /** The same with the domain before it, as the kernel names the card: `0000:01:00.0`. */
  readonly address: string;
  readonly memoryBytes: number | null;
}

/** PCI vendor ids (pci.ids). */
const vendors = new Map([
  ['0x10de', { kind: 'nvidia', maker: 'NVIDIA' }],
  ['0x1002', { kind: 'amd', maker: 'AMD' }],
  ['0x8086', { kind: 'intel', maker: 'Intel' }],
] as const);

/** Display controllers; NVIDIA's cards without a plug are `3D controllers`, 0x0302. */
const displayClass = /^0x03/;

const devices = 'sys/bus/pci/devices';

/** Where the kernel and the driver tell of a card. */
export const cardFolder = (root: string, address: string): string => join(root, devices, address);

/**
 * The graphics cards of this rig, in the order of the bus. Only Linux tells; elsewhere there are none.
 *
 * @param root  of the file system, for tests
 */
export async function graphicsCards(root = '/'): Promise<GraphicsCard[]> {
  const addresses = await readdir(join(root, devices)).catch(() => []);
  const found = await Promise.all(addresses.map((address) => cardAt(root, address)));
  const cards = found.filter((card) => card !== null);
  return cards.toSorted((a, b) => (a.busId < b.busId ? -1 : 1));
}

async function cardAt(root: string, address: string): Promise<GraphicsCard | null> {
  const folder = cardFolder(root, address);
  if (!displayClass.test(await textOf(join(folder, 'class')))) return null;
  const vendor = vendors.get((await textOf(join(folder, 'vendor'))) as '0x10de');
  if (vendor === undefined) return null;
  const { kind, maker } = vendor;
  const device = (await textOf(join(folder, 'device'))).replace('0x', '');
  // The drivers' own words: NVIDIA's tells the name, AMD's the name and the memory.
  const ofNvidia = await textOf(join(root, 'proc/driver/nvidia/gpus', address, 'information'));
  const ofAmd = await textOf(join(folder, 'product_name'));
  const name = /^Model:\s*(.+)$/m.exec(ofNvidia)?.[1] ?? ofAmd;
  const memory = Number(await textOf(join(folder, 'mem_info_vram_total')));
  return {
    kind,
    name: name === '' ? `${maker} ${device}` : name,
    busId: address.replace(/^[0-9a-f]{4,8}:/, ''),
    address,
    memoryBytes: memory > 0 ? memory : null,
  };
}

const textOf = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8').catch(() => '')).trim();

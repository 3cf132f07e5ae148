import {
  arch,
  availableParallelism,
  cpus,
  hostname,
  networkInterfaces,
  platform,
  totalmem,
} from 'node:os';
import type { SystemInfo } from './contract/values/system.ts';
import { kernelStatus } from './platform/kernels/load-kernel.ts';
import { graphicsCards, type GraphicsCard } from './platform/sensors/graphics-cards.ts';

interface Program extends Pick<SystemInfo, 'host' | 'version' | 'startedAt' | 'practicePools'> {
  readonly folder: string;
}

/** What this program and this computer are. */
export async function systemInfo({ folder, ...program }: Program): Promise<SystemInfo> {
  return {
    name: 'rigwright',
    ...program,
    hostname: hostname(),
    addresses: networkAddresses(),
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: availableParallelism(),
    memory: totalmem(),
    graphicsCards: (await graphicsCards())
      .filter(isDiscrete)
      .map(({ kind, name }) => ({ kind, name })),
    kernelBackend: (await kernelStatus()).backend,
    dataFolder: folder,
  };
}

/** Less is what processors set aside for the graphics inside them. */
const discreteMemoryBytes = 3 * 2 ** 30;

const isDiscrete = ({ kind, memoryBytes }: GraphicsCard): boolean =>
  kind === 'nvidia' || (memoryBytes ?? 0) >= discreteMemoryBytes;

const maxAddresses = 16;

/** What virtual machines and containers of this computer call it is of no use to others. */
const virtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|tap|lo)/i;

function networkAddresses(): string[] {
  const own = Object.entries(networkInterfaces()).flatMap(([name, each]) =>
    (each ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, isVirtual: virtual.test(name) })),
  );
  return own
    .toSorted((a, b) => Number(a.isVirtual) - Number(b.isVirtual))
    .map(({ address }) => address)
    .slice(0, maxAddresses);
}

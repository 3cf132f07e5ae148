import { arch, availableParallelism, cpus, hostname, platform, totalmem } from 'node:os';
import type { SystemInfo } from './contract/values/system.ts';
import { kernelStatus } from './platform/kernels/load-kernel.ts';

interface Program extends Pick<SystemInfo, 'host' | 'version' | 'startedAt' | 'practicePools'> {
  readonly folder: string;
}

/** What this program and this computer are. */
export async function systemInfo({ folder, ...program }: Program): Promise<SystemInfo> {
  return {
    name: 'rigwright',
    ...program,
    hostname: hostname(),
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: availableParallelism(),
    memory: totalmem(),
    kernelBackend: (await kernelStatus()).backend,
    dataFolder: folder,
  };
}

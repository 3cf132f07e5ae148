import type { MinerPlatform } from '../contract/values/miner.ts';

/**
 * The beginning of a program for a platform, as far as it tells what it is for: to be looked at, not
 * to be started.
 */
export function executableBytes(platform: MinerPlatform): Buffer {
  return platform.startsWith('linux')
    ? elf(platform === 'linux-x64' ? 62 : 183)
    : pe(platform === 'windows-x64' ? 0x8664 : 0xaa64);
}

function elf(machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

function pe(machine: number): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.write('MZ');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE\0\0', 128, 'latin1');
  bytes.writeUInt16LE(machine, 132);
  return bytes;
}

import type { MinerPlatform } from '../../../contract/values/miner.ts';

/** What the first bytes of a file say it is. */
export type ExecutableFormat =
  | { readonly kind: 'elf' | 'pe'; readonly machine: 'x64' | 'arm64' | 'x86' | 'other' }
  | { readonly kind: 'script' | 'mach-o' | 'unknown' };

/** Bytes that suffice: a PE header may stand behind a DOS program of some hundred bytes. */
export const formatBytes = 4_096;

/** e_machine of ELF. Source: elf.h */
const elfMachines: Readonly<Record<number, 'x64' | 'arm64' | 'x86'>> = {
  3: 'x86',
  62: 'x64',
  183: 'arm64',
};

/** Machine of PE. Source: "PE Format", learn.microsoft.com */
const peMachines: Readonly<Record<number, 'x64' | 'arm64' | 'x86'>> = {
  0x014c: 'x86',
  0x8664: 'x64',
  0xaa64: 'arm64',
};

const machoMagic = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe]);

/** @param head  the first {@link formatBytes} bytes, or all there are */
export function executableFormat(head: Uint8Array): ExecutableFormat {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length >= 2 && view.getUint16(0) === 0x2321) return { kind: 'script' };
  if (head.length < 4) return { kind: 'unknown' };
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) return { kind: 'elf', machine: elfMachine(view) };
  if (machoMagic.has(magic)) return { kind: 'mach-o' };
  if (view.getUint16(0) === 0x4d5a) return peFormat(view);
  return { kind: 'unknown' };
}

function elfMachine(view: DataView): 'x64' | 'arm64' | 'x86' | 'other' {
  // Byte 5 tells the byte order; nothing that mines here is big-endian.
  if (view.byteLength < 20 || view.getUint8(5) !== 1) return 'other';
  return elfMachines[view.getUint16(18, true)] ?? 'other';
}

function peFormat(view: DataView): ExecutableFormat {
  if (view.byteLength < 64) return { kind: 'unknown' };
  const header = view.getUint32(60, true);
  if (header + 6 > view.byteLength || view.getUint32(header) !== 0x50450000) {
    return { kind: 'unknown' };
  }
  return { kind: 'pe', machine: peMachines[view.getUint16(header + 4, true)] ?? 'other' };
}

/**
 * Whether a platform can start it. Windows runs programs of other processors where Microsoft says
 * so: 32-bit ones on x64, and x64 ones on ARM64. Scripts count as programs on Linux.
 */
export function fitsPlatform(format: ExecutableFormat, platform: MinerPlatform): boolean {
  if (format.kind === 'script') return platform.startsWith('linux');
  if (!('machine' in format)) return false;
  return accepted[platform].includes(`${format.kind}-${format.machine}`);
}

const accepted: Readonly<Record<MinerPlatform, readonly string[]>> = {
  'linux-x64': ['elf-x64'],
  'linux-arm64': ['elf-arm64'],
  'windows-x64': ['pe-x64', 'pe-x86'],
  'windows-arm64': ['pe-arm64', 'pe-x64'],
};

/** What it is made for, in words; null where it is no program at all. */
export function formatName(format: ExecutableFormat): string | null {
  if (!('machine' in format)) return others[format.kind];
  const system = format.kind === 'elf' ? 'Linux' : 'Windows';
  const names = { x64: 'x64', arm64: 'ARM64', x86: '32-bit x86', other: 'another processor' };
  return `${system} (${names[format.machine]})`;
}

const others = { script: 'Linux (a script)', 'mach-o': 'macOS', unknown: null } as const;

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { graphicsCards } from './graphics-cards.ts';

/** Files as the kernel and the drivers show them. */
function shown(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), `${text}\n`);
  }
}

const pci = 'sys/bus/pci/devices';

describe('the graphics cards of a rig', () => {
  it('are told in the order of the bus, with what the drivers know', async () => {
    using root = tempFolder();
    shown(root.path, {
      [`${pci}/0000:0b:00.0/class`]: '0x030000',
      [`${pci}/0000:0b:00.0/vendor`]: '0x1002',
      [`${pci}/0000:0b:00.0/device`]: '0x73bf',
      [`${pci}/0000:0b:00.0/product_name`]: 'Radeon RX 6800',
      [`${pci}/0000:0b:00.0/mem_info_vram_total`]: '17163091968',
      [`${pci}/0000:01:00.0/class`]: '0x030200',
      [`${pci}/0000:01:00.0/vendor`]: '0x10de',
      [`${pci}/0000:01:00.0/device`]: '0x2484',
      'proc/driver/nvidia/gpus/0000:01:00.0/information':
        'Model: \t\t NVIDIA GeForce RTX 3070\nIRQ:   \t\t 140',
      [`${pci}/0000:00:02.0/class`]: '0x030000',
      [`${pci}/0000:00:02.0/vendor`]: '0x8086',
      [`${pci}/0000:00:02.0/device`]: '0x9bc5',
      [`${pci}/0000:00:1f.3/class`]: '0x040300',
      [`${pci}/0000:00:1f.3/vendor`]: '0x8086',
      [`${pci}/0000:05:00.0/class`]: '0x030000',
      [`${pci}/0000:05:00.0/vendor`]: '0x1a03',
    });
    expect(await graphicsCards(root.path)).toEqual([
      {
        kind: 'intel',
        name: 'Intel 9bc5',
        busId: '00:02.0',
        address: '0000:00:02.0',
        memoryBytes: null,
      },
      {
        kind: 'nvidia',
        name: 'NVIDIA GeForce RTX 3070',
        busId: '01:00.0',
        address: '0000:01:00.0',
        memoryBytes: null,
      },
      {
        kind: 'amd',
        name: 'Radeon RX 6800',
        busId: '0b:00.0',
        address: '0000:0b:00.0',
        memoryBytes: 17_163_091_968,
      },
    ]);
  });

  it('are none where nothing is told', async () => {
    using root = tempFolder();
    expect(await graphicsCards(root.path)).toEqual([]);
  });
});

import { dirname } from 'node:path';
import type { Clock } from './base/clock.ts';
import type { EventHub } from './base/event-hub.ts';
import type { JsonFile } from './base/json-file.ts';
import type { Log } from './base/log.ts';
import type { Notify } from './base/notify.ts';
import type { MinerId } from './contract/values/ids.ts';
import { freeLoopbackPort } from './features/miners/free-port.ts';
import { Packages } from './features/packages/packages.ts';
import { commandFolders, openConfiner } from './open-confiner.ts';
import { unpack } from './platform/archives/unpack.ts';
import { usualLimits } from './platform/archives/archive-limits.ts';
import { findRavinosFolder } from './platform/python/ravinos-folder.ts';
import { CardSensorReader } from './platform/sensors/card-sensors.ts';
import { graphicsCards } from './platform/sensors/graphics-cards.ts';

interface PackageOptions {
  readonly file: JsonFile;
  /** Where packages and uploads lie. */
  readonly folder: string;
  readonly isRunning: (minerId: MinerId) => boolean;
  readonly hub: EventHub;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly log: Log;
}

/** Gives custom packages Python, confinement and the disk. @throws {StorageError} */
export function openPackages({ hub, ...options }: PackageOptions): Promise<Packages> {
  const python = findRavinosFolder();
  const cards = new CardSensorReader(options.clock);
  return Packages.open({
    ...options,
    publish: hub.publish,
    unpack: (archive) => unpack({ ...archive, limits: usualLimits }),
    confiner: openConfiner(python),
    // Elsewhere their programs do not run, whatever is there.
    commandFolders: process.platform === 'linux' ? commandFolders : [],
    resources: python === null ? null : dirname(python),
    devices: () => graphicsCards(),
    sensors: () => cards.read(),
    freePort: freeLoopbackPort,
    platform: process.platform,
  });
}

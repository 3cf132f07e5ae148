import {
  connectionTypeBits,
  poolModeBits,
  type ConnectionType,
  type PoolMode,
} from '../../contract/values/coin.ts';
import type { DeviceKind } from '../../contract/values/miner.ts';

/** A graphics card as packages are told of it. */
export interface RaveosDevice {
  /** Among all cards of the rig, in the order of the bus. */
  readonly id: number;
  /** Among those of its kind. */
  readonly idByKind: number;
  readonly kind: 'amd' | 'nvidia';
  readonly name: string;
  /** `01:00.0`, hexadecimal. */
  readonly busId: string;
  readonly memoryBytes: number | null;
}

/** What a package is to do. */
export interface RaveosTask {
  readonly algorithm: string;
  /** Short name; null where only the algorithm is known. */
  readonly coin: string | null;
  readonly wallet: string;
  readonly worker: string;
  readonly login: string;
  readonly email: string;
  readonly poolMode: PoolMode;
  /** In order of preference, templates filled in; never empty. */
  readonly pools: readonly {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  }[];
  readonly workFolder: string;
  readonly minerFolder: string;
  readonly logFile: string;
  readonly apiPort: number;
  readonly arguments: readonly string[];
  /** Those to be used, in the order of the bus. */
  readonly devices: readonly RaveosDevice[];
  /** '' where there is none. */
  readonly userConfig: string;
  /** '' where there is none. */
  readonly intensity: string;
}

/**
 * What `ravinos.get_config()` gives a script.
 *
 * The specification's text and real packages differ; this has what either of them needs: `args` is
 * always a list, `auth_config` always whole, and the fields of a coin stand inside the coin.
 * Source: specification 004 and the start scripts of public packages.
 */
export function raveosConfig(task: RaveosTask): Readonly<Record<string, unknown>> {
  const { wallet, worker, login, email, pools } = task;
  return {
    auth_config: { login, ewal: wallet, worker, email, pass: pools[0]?.password ?? '' },
    coins: [
      {
        // Numbers of a database that is not here: every task has one coin and one wallet.
        coin_id: 1,
        wallet_id: 1,
        'wallet id': 1,
        name: task.coin ?? '',
        algo: task.algorithm,
        pools: pools.map(({ url, user, password }) => ({
          url,
          user,
          password,
          pool_type: poolType(url, task.poolMode),
        })),
      },
    ],
    work_dir: task.workFolder,
    miner_dir: task.minerFolder,
    args: task.arguments,
    api_port: task.apiPort,
    log_file: task.logFile,
    mpus: task.devices.map((device) => ({
      ...placeOf(device),
      name: device.name,
      memory: '',
      memory_size: device.memoryBytes ?? 0,
    })),
    platform: platformOf(task.devices),
    ...(task.userConfig !== '' && { user_config: task.userConfig }),
    ...(task.intensity !== '' && { intensity: task.intensity }),
  };
}

/** What `ravinos.get_stats()` gives a script: every field is there, so that it can be added to. */
export function raveosEmptyStats(
  task: Pick<RaveosTask, 'devices' | 'logFile' | 'apiPort'>,
  logFileBytes: number,
): Readonly<Record<string, unknown>> {
  const noShares = { accepted: 0, invalid: 0, rejected: 0 };
  return {
    mpu: task.devices.map((device) => ({
      ...placeOf(device),
      hash_rate1: 0,
      hash_rate2: 0,
      shares: noShares,
    })),
    fans: [],
    shares: noShares,
    errors: [],
    log_file: task.logFile,
    last_log_file_size: logFileBytes,
    have_driver_error: false,
    api_port: task.apiPort,
  };
}

/** The bits of specification 004: connection in the lower four, mode in the next four. */
export const poolType = (url: string, mode: PoolMode): number =>
  connectionTypeBits[connectionOf(url)] | poolModeBits[mode];

function connectionOf(url: string): ConnectionType {
  const scheme = /^([a-z0-9+.-]+):\/\//i.exec(url)?.[1]?.toLowerCase() ?? '';
  if (scheme.endsWith('ssl')) return 'ssl';
  if (scheme.endsWith('tls')) return 'tls';
  return /^(?:https?|wss?)$/.test(scheme) ? 'http' : 'tcp';
}

/** Numbers the cards of a rig. RaveOS knows two makers; what else is there has no number. */
export function raveosDevices(
  all: readonly {
    readonly kind: DeviceKind;
    readonly name: string;
    readonly busId: string | null;
    readonly memoryBytes: number | null;
  }[],
): RaveosDevice[] {
  const cards: RaveosDevice[] = [];
  const byBus = all.toSorted((a, b) => busNumber(a.busId) - busNumber(b.busId));
  for (const { kind, name, busId, memoryBytes } of byBus) {
    if ((kind !== 'amd' && kind !== 'nvidia') || busId === null) continue;
    const idByKind = cards.filter((card) => card.kind === kind).length;
    cards.push({ id: cards.length, idByKind, kind, name, busId, memoryBytes });
  }
  return cards;
}

/** `0a:00.1` → 0x0a001, so that functions and devices of one bus are in order, too. */
const busNumber = (busId: string | null): number =>
  Number.parseInt((busId ?? '').replaceAll(/[:.]/g, ''), 16) || 0;

function placeOf({ id, idByKind, kind, busId }: RaveosDevice): Readonly<Record<string, unknown>> {
  return {
    id,
    id_by_type: idByKind,
    // Sic: the specification's own spelling. The right one is read by some packages, too.
    openl_id: id,
    opencl_id: id,
    opencl_id_by_platform: idByKind,
    pci_id: Number.parseInt(busId, 16),
    pci: busId,
    type: kind.toUpperCase(),
  };
}

function platformOf(devices: readonly RaveosDevice[]): string {
  const kinds = [...new Set(devices.map(({ kind }) => kind.toUpperCase()))];
  return kinds.length > 1 ? 'MIXED' : (kinds[0] ?? '');
}

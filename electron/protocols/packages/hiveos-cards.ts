import type { DeviceKind } from '../../contract/values/miner.ts';

/** A graphics card as scripts of HiveOS and mmpOS are told of it. */
export interface PackageCard {
  readonly kind: DeviceKind;
  readonly name: string;
  /** `0b:00.0` */
  readonly busId: string;
  readonly memoryBytes: number | null;
}

/** What a card measures of itself; null where the system does not tell. */
export interface CardSensors {
  /** `0b:00.0`; no two cards of one answer have the same. */
  readonly busId: string;
  /** Of the core, °C. */
  readonly temperature: number | null;
  /** °C */
  readonly memoryTemperature: number | null;
  /** Of the hottest spot of the core, °C. */
  readonly hotSpotTemperature: number | null;
  readonly fanPercent: number | null;
  /** W */
  readonly power: number | null;
  /** % */
  readonly load: number | null;
}

/** Cards in the order of the bus; what has no place on it is none. */
export function packageCards(
  devices: readonly {
    readonly kind: DeviceKind;
    readonly name: string;
    readonly busId: string | null;
    readonly memoryBytes: number | null;
  }[],
): PackageCard[] {
  const cards = devices.flatMap((device) =>
    device.busId === null ? [] : [{ ...device, busId: device.busId.toLowerCase() }],
  );
  return cards.toSorted((a, b) => (a.busId < b.busId ? -1 : 1));
}

/**
 * What HiveOS has in gpu-stats.json: whole numbers as texts. What is not known is 0, as there: these
 * scripts cannot calculate with nothing, and what they make of a 0 is taken as not said.
 */
export function hiveosGpuStats(
  cards: readonly PackageCard[],
  sensors: readonly CardSensors[] = [],
): Readonly<Record<string, readonly string[]>> {
  const told = cards.map(({ busId }) => sensors.find((one) => one.busId === busId));
  const texts = (name: Exclude<keyof CardSensors, 'busId'>): string[] =>
    told.map((one) => String(Math.round(one?.[name] ?? 0)));
  return {
    busids: cards.map(({ busId }) => busId),
    brand: cards.map(brandOf),
    temp: texts('temperature'),
    fan: texts('fanPercent'),
    power: texts('power'),
    load: texts('load'),
    mtemp: texts('memoryTemperature'),
    jtemp: texts('hotSpotTemperature'),
  };
}

/** What HiveOS has in gpu-detect.json. */
export const hiveosGpuDetect = (cards: readonly PackageCard[]): readonly Record<string, string>[] =>
  cards.map((card) => ({
    busid: card.busId,
    name: card.name,
    brand: brandOf(card),
    subvendor: '',
    vbios: '',
    mem: card.memoryBytes === null ? '' : `${Math.round(card.memoryBytes / 1024 ** 2)} MiB`,
    mem_type: '',
  }));

/** HiveOS counts the graphics of a processor as “cpu”, so that scripts leave it out. */
const brandOf = ({ kind, busId }: PackageCard): string =>
  kind === 'intel' && busId.startsWith('00:') ? 'cpu' : kind;

/** What mmpOS has in gpu-info.json, as far as its documents tell. */
export function mmposGpuInfo(cards: readonly PackageCard[]): unknown {
  const details = (kind: DeviceKind): { readonly busid: readonly string[] } => ({
    busid: cards.filter((card) => card.kind === kind).map(({ busId }) => `0000:${busId}`),
  });
  return {
    device: {
      GPU: {
        nvidia_details: details('nvidia'),
        amd_sysfs_details: details('amd'),
        intel_sysfs_details: details('intel'),
      },
    },
  };
}

import type { DeviceReading } from '../../contract/values/reading.ts';
import { unknownDevice } from '../../protocols/miner-output/miner-report.ts';

export const wallet = 'the-wallet-of-anna-1234567890';
export const user = `${wallet}.rig1`;
export const password = 'pass-of-anna';
export const first = { url: 'stratum+tcp://127.0.0.1:3333', user, password };
export const second = { url: 'stratum+ssl://pool.example:4444', user, password };
/** As miners understood it. */
export const account = { user, password };

/** A processor of which no more is known than this. */
export const cpu = (values: Partial<DeviceReading>): DeviceReading => ({
  ...unknownDevice(0, 'cpu'),
  ...values,
});
/** A card of which no more is known than this. */
export const gpu = (index: number, values: Partial<DeviceReading>): DeviceReading => ({
  ...unknownDevice(index, 'gpu'),
  ...values,
});

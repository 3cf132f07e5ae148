import { z } from 'zod';
import { busIdOf } from '../bus-id.ts';
import { unitFactor } from '../hashrate-unit.ts';
import { httpApi } from '../http-api.ts';
import { unknownDevice, unknownReport, type DeviceReport } from '../miner-report.ts';
import {
  amount,
  count,
  listOf,
  measured,
  percent,
  positive,
  power,
  seconds,
  sum,
  temperature,
  text,
} from '../miner-values.ts';

const Worker = z.object({
  Index: count,
  Name: text,
  Power: power,
  Core_Temp: temperature,
  Mem_Temp: temperature,
  Fan_Speed: percent,
  // Decimal, as those who show it take it: `11:0`.
  PCIE_Address: text,
});

const Algorithm = z.object({
  Performance_Unit: text,
  Performance_Factor: positive,
  Total_Performance: amount,
  Total_Accepted: count,
  Total_Rejected: count,
  Total_Errors: count,
  Worker_Performance: listOf(amount),
  Worker_Accepted: listOf(count),
  Worker_Rejected: listOf(count),
  Worker_Errors: listOf(count),
});
type Algorithm = z.infer<typeof Algorithm>;

const Summary = z.object({
  Software: z.string().regex(/^lolMiner/),
  Session: z.object({ Uptime: seconds }),
  Workers: listOf(Worker),
  Algorithms: listOf(Algorithm),
});

/** lolMiner's interface since 1.5, as 1.92 answers. Of two coins mined at once, the first counts. */
export const lolminerApi = httpApi('/summary', Summary, ({ Session, Workers, Algorithms }) => {
  const [algorithm] = Algorithms;
  const report = { ...unknownReport, uptimeMs: Session.Uptime };
  if (!algorithm) return { ...report, devices: Workers.map((worker, at) => deviceOf(worker, at)) };
  const perCard = sum(algorithm.Worker_Performance);
  return {
    ...report,
    hashrate: measured(
      inHashes(algorithm.Total_Performance ?? perCard, algorithm),
      algorithm.Total_Accepted,
    ),
    accepted: algorithm.Total_Accepted,
    rejected: algorithm.Total_Rejected,
    invalid: algorithm.Total_Errors,
    devices: Workers.map((worker, at) => deviceOf(worker, at, algorithm)),
  };
});

function deviceOf(worker: z.infer<typeof Worker>, at: number, algorithm?: Algorithm): DeviceReport {
  const bus = /^(\d{1,3}):\d{1,3}$/.exec(worker.PCIE_Address ?? '')?.[1];
  const accepted = algorithm?.Worker_Accepted[at] ?? null;
  const rate = algorithm && inHashes(algorithm.Worker_Performance[at] ?? null, algorithm);
  return {
    ...unknownDevice(worker.Index ?? at, 'gpu'),
    name: worker.Name,
    busId: busIdOf(bus === undefined ? null : Number(bus)),
    hashrate: measured(rate ?? null, accepted),
    temperature: worker.Core_Temp,
    memoryTemperature: worker.Mem_Temp,
    fanPercent: worker.Fan_Speed,
    power: worker.Power,
    accepted,
    rejected: algorithm?.Worker_Rejected[at] ?? null,
    invalid: algorithm?.Worker_Errors[at] ?? null,
  };
}

/** Older versions say the unit in words only. */
function inHashes(rate: number | null, algorithm: Algorithm): number | null {
  const factor = algorithm.Performance_Factor ?? unitFactor(algorithm.Performance_Unit ?? '');
  return rate === null || factor === null ? null : rate * factor;
}

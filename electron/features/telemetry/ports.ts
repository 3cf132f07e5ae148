import type { Sample } from '../../contract/values/history.ts';
import type { Sensors } from '../../contract/values/reading.ts';
import type { ProfileId, RunId } from '../../contract/values/ids.ts';

/** Takes samples of one and the same ten seconds; must not throw because of the disk. */
export type RecordSamples = (samples: readonly Sample[]) => void;

/** Measures the computer; what it does not tell is null. */
export interface SensorsPort {
  read(): Promise<Sensors>;
}

/** Which runs are meant; all of them where neither is named. */
export interface RunFilter {
  readonly runId?: RunId | undefined;
  readonly profileId?: ProfileId | undefined;
}

import type { BuiltinAlgorithm } from '../../../electron/contract/values/profile.ts';
import { useProfiles } from '../profiles/store.ts';
import { useRuns } from '../runs/store.ts';
import { useSettings } from '../settings/store.ts';

/** The way out of the first page that needs nothing. */
export function useFirstRun(): {
  /** Makes the practice profile of an algorithm, chooses it, and starts it. */
  readonly tryPractice: (algorithm: BuiltinAlgorithm) => Promise<void>;
} {
  const profiles = useProfiles();
  const runs = useRuns();
  const settings = useSettings();
  return {
    async tryPractice(algorithm) {
      const { id } = await profiles.createPractice(algorithm);
      await settings.change({ firstRunDone: true, selectedProfileId: id });
      await runs.start(id);
    },
  };
}

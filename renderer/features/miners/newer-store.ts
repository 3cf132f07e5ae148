import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { MinerId } from '../../../electron/contract/values/ids.ts';
import { toApiError } from '../../connection/api-error.ts';
import { hasReleases, newerVersion } from './newer.ts';
import { useMiners } from './store.ts';

/** The miner that is asked about. */
interface Question {
  readonly name: string;
  readonly number: number;
  readonly count: number;
}

/** Why nothing is known of some miners. */
export interface Unanswered {
  readonly names: readonly string[];
  readonly message: string;
  readonly suggestion: string | undefined;
}

interface Look {
  /** When it ended, epoch ms. */
  readonly at: number;
  readonly answered: ReadonlySet<MinerId>;
  readonly unanswered: readonly Unanswered[];
}

/** A look for newer versions of what is installed. Begins with a person's press, never by itself. */
export const useNewer = defineStore('newer', () => {
  const miners = useMiners();
  const asking = shallowRef<Question | null>(null);
  const last = shallowRef<Look | null>(null);

  /** One miner after another: their publishers answer only so many questions an hour. */
  async function look(): Promise<void> {
    if (asking.value !== null) return;
    last.value = null;
    const installed = miners.miners.filter(hasReleases);
    const answered = new Set<MinerId>();
    const unanswered = new Map<string, Unanswered>();
    for (const [index, { id, name }] of installed.entries()) {
      asking.value = { name, number: index + 1, count: installed.length };
      try {
        await miners.releases({ minerId: id });
        answered.add(id);
      } catch (error) {
        const { message, suggestion } = toApiError(error);
        const names = [...(unanswered.get(message)?.names ?? []), name];
        unanswered.set(message, { names, message, suggestion });
      }
    }
    // What was found stands at the miners, and may be announced only after the answers.
    await miners.reload();
    asking.value = null;
    last.value = { at: Date.now(), answered, unanswered: [...unanswered.values()] };
  }

  /** How many of the miners that were asked about have a newer version that is not here yet. */
  const found = computed(
    () =>
      miners.miners.filter(
        (miner) => last.value?.answered.has(miner.id) && newerVersion(miner) !== null,
      ).length,
  );

  return {
    /** Whether there is anything to ask about. */
    possible: computed(() => miners.miners.some(hasReleases)),
    asking: computed(() => asking.value),
    last: computed(() => last.value),
    found,
    look,
  };
});

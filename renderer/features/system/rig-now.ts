import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useNow } from '../../composables/use-now.ts';
import { useConnection } from '../../connection/connection.ts';
import { useSystem } from './store.ts';

/** The time of day on the rig's clock, epoch ms, once a second. */
export function useRigNow(): ComputedRef<number> {
  const now = useNow();
  const system = useSystem();
  return computed(() => now.value + system.clockOffsetMs);
}

/** As {@link useRigNow}, but stands still while the rig is out of reach: nobody knows what it does. */
export function useLastKnownNow(): ComputedRef<number> {
  const now = useRigNow();
  const system = useSystem();
  const { state } = useConnection();
  return computed(() =>
    state.value.kind === 'offline' ? state.value.since + system.clockOffsetMs : now.value,
  );
}

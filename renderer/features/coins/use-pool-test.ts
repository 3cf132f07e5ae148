import type { ShallowRef } from 'vue';
import { readonly, shallowRef, watch } from 'vue';
import type { PoolTest } from '../../../electron/contract/values/bridge.ts';
import type { PoolDialect } from '../../../electron/contract/values/coin.ts';
import { toApiError } from '../../connection/api-error.ts';
import type { ApiError } from '../../connection/api-error.ts';
import { usePoolTests } from './pool-tests.ts';

export interface PoolToTest {
  readonly url: string;
  readonly dialect: PoolDialect;
  readonly user: string;
  /** Empty: none is sent. */
  readonly password: string;
}

export interface PoolTrialState {
  readonly pending: Readonly<ShallowRef<boolean>>;
  readonly result: Readonly<ShallowRef<PoolTest | null>>;
  /** Why the test itself could not be made. */
  readonly failure: Readonly<ShallowRef<ApiError | null>>;
  readonly test: () => Promise<void>;
}

/** Tries a pool out as it stands in a form. What was found goes away with the first change. */
export function usePoolTest(pool: () => PoolToTest): PoolTrialState {
  const tests = usePoolTests();
  const pending = shallowRef(false);
  const result = shallowRef<PoolTest | null>(null);
  const failure = shallowRef<ApiError | null>(null);
  let current = 0;

  function forget(): void {
    current += 1;
    pending.value = false;
    result.value = null;
    failure.value = null;
  }
  watch(() => {
    const { url, dialect, user, password } = pool();
    return [url, dialect, user, password].join('\n');
  }, forget);

  async function test(): Promise<void> {
    forget();
    const mine = current;
    pending.value = true;
    const { url, dialect, user, password } = pool();
    try {
      const found = await tests.test({ url, dialect, user, ...(password !== '' && { password }) });
      if (mine === current) result.value = found;
    } catch (error) {
      if (mine === current) failure.value = toApiError(error);
    } finally {
      if (mine === current) pending.value = false;
    }
  }

  return { pending: readonly(pending), result, failure, test };
}

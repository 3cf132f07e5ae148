import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowRef } from 'vue';
import type { ApiError } from '../connection/api-error.ts';
import { toApiError } from '../connection/api-error.ts';
import { useConnection } from '../connection/connection.ts';

export interface Resource<Value> {
  /** Null until it was loaded once; kept when a later load fails. */
  readonly value: Readonly<ShallowRef<Value | null>>;
  /** Why the last load failed. */
  readonly error: Readonly<ShallowRef<ApiError | null>>;
  readonly reload: () => Promise<void>;
  /** Applies an announced change, after the load that is under way where there is one. */
  readonly update: (change: (value: Value) => Value) => void;
}

/** Something the rig knows: loaded now and after each reconnect, changed by its events between. */
export function useResource<Value>(load: () => Promise<Value>): Resource<Value> {
  const value: ShallowRef<Value | null> = shallowRef(null);
  const error = shallowRef<ApiError | null>(null);
  let current = 0;
  let duringLoad: ((value: Value) => Value)[] = [];
  let loading = false;

  async function reload(): Promise<void> {
    const mine = ++current;
    loading = true;
    duringLoad = [];
    try {
      const loaded = await load();
      if (mine !== current) return;
      // Events that came meanwhile may be newer than the answer; applying them twice does no harm.
      let result: Value = loaded;
      for (const change of duringLoad) result = change(result);
      value.value = result;
      error.value = null;
    } catch (failure) {
      if (mine === current) error.value = toApiError(failure);
    } finally {
      if (mine === current) loading = false;
    }
  }

  function update(change: (value: Value) => Value): void {
    if (loading) duringLoad.push(change);
    if (value.value !== null) value.value = change(value.value);
  }

  onScopeDispose(useConnection().onReconnect(() => void reload()));
  void reload();
  return { value, error, reload, update };
}

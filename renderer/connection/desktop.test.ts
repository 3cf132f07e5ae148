import { expect, it, vi } from 'vitest';
import type { DesktopBridge } from '../env.d.ts';
import { aRun } from '../testing/samples.ts';
import { openDesktopConnection } from './desktop.ts';

function bridge(fields: Partial<DesktopBridge>): DesktopBridge {
  return {
    host: 'desktop',
    call: () => Promise.resolve({ ok: true, value: null }),
    on: () => () => undefined,
    ...fields,
  };
}

it('hands calls and answers through', async () => {
  const call = vi.fn<DesktopBridge['call']>(() => Promise.resolve({ ok: true, value: [aRun()] }));
  const { api } = openDesktopConnection(bridge({ call }));
  expect(await api.call('runs.list', {})).toEqual([aRun()]);
  expect(call).toHaveBeenCalledWith('runs.list', {});
});

it('turns a failure into an error that can be shown', async () => {
  const message = 'The run has ended.';
  const error = { code: 'not-running', message, error: message, retryable: false } as const;
  const { api } = openDesktopConnection(bridge({ call: async () => ({ ok: false, error }) }));
  await expect(api.call('runs.list', {})).rejects.toMatchObject({ code: 'not-running', message });
});

it('subscribes and lets go', () => {
  const off = vi.fn<() => void>();
  const { api, state } = openDesktopConnection(bridge({ on: () => off }));
  api.on('run.changed', () => undefined)();
  expect(off).toHaveBeenCalledOnce();
  expect(state.value.kind).toBe('connected');
});

import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import type { Miner, VerificationLevel } from '../../../electron/contract/values/miner.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { aVerification } from '../../testing/miner-samples.ts';
import {
  aMiner,
  aProfile,
  aReading,
  aRun,
  aSeries,
  someInfo,
  someSensors,
  someSettings,
} from '../../testing/samples.ts';
import DashboardPage from './page.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(...runs: Run[]) {
  return openWith([], ...runs);
}

async function openWith(miners: readonly Miner[], ...runs: Run[]) {
  const api = new FakeApi({
    'settings.get': () => someSettings({ firstRunDone: true }),
    'profiles.list': () => [aProfile()],
    'miners.list': () => [...miners],
    'miners.installs': () => [],
    'runs.list': () => runs,
    'runs.start': () => aRun({ state: 'starting' }),
    'runs.stop': () => aRun({ state: 'stopped', endReason: 'user' }),
    'runs.pause': () => aRun({ state: 'paused' }),
    'system.info': () => someInfo(),
    'system.sensors': () => someSensors({ cpuTemperature: null, cpuPower: null }),
    'system.notices': () => [],
    'history.hashrate': () => aSeries(),
    'history.journal': () => [],
  });
  mounted = await mountPage(DashboardPage, api);
  const text = (testId: string) => mounted?.wrapper.get(`[data-testid=${testId}]`).text();
  return { api, text, ...mounted };
}

const mining = () => aRun({ stateSince: Date.now(), reading: aReading({ at: Date.now() }) });

describe('the dashboard', () => {
  it('shows what a miner says of itself', async () => {
    const { text } = await open(mining());
    expect(text('state-sentence')).toContain('Mining with XMRig at 7.21 kH/s');
    expect(text('hashrate-now')?.replace(/\s+/g, ' ')).toBe('7.21 kH/s');
    expect(text('accepted')).toBe('412');
    expect(text('rejected')).toBe('2');
    expect(text('run-state')).toBe('Running');
  });

  it.each<[VerificationLevel, string | null]>([
    ['signed', null],
    ['stated', 'Only compared with its download site'],
    ['unverified', 'Not verified'],
  ])('marks a run whose miner is %s: %s', async (level, label) => {
    const run = mining();
    const miner = aMiner({ id: run.minerId, verification: aVerification({ level }) });
    const { wrapper } = await openWith([miner], run);
    const marks = wrapper.findAll('[data-testid=doubt]');
    expect(new Set(marks.map((mark) => mark.attributes('aria-label')))).toEqual(
      new Set(label === null ? [] : [label]),
    );
  });

  it('changes with each reading', async () => {
    const { api, text } = await open(mining());
    api.emit('run.reading', aReading({ at: Date.now(), hashrate: 60_400_000, accepted: 413 }));
    await nextTick();
    expect(text('hashrate-now')?.replace(/\s+/g, ' ')).toBe('60.4 MH/s');
    expect(text('accepted')).toBe('413');
  });

  it('shows as unknown what nobody knows', async () => {
    const { text, wrapper } = await open();
    expect(text('hashrate-now')).toContain('—');
    expect(text('accepted')).toBe('—');
    expect(wrapper.text()).toContain('power —');
  });

  it('starts, pauses and stops', async () => {
    const { api, text, wrapper } = await open();
    expect(text('start-pause')).toBe('Start mining');
    await wrapper.get('[data-testid=start-pause]').trigger('click');
    await flushPromises();
    api.emit('run.changed', mining());
    await nextTick();
    expect(text('start-pause')).toBe('Pause');
    await wrapper.get('[data-testid=start-pause]').trigger('click');
    await flushPromises();
    expect(text('start-pause')).toBe('Resume');
    await wrapper.get('[data-testid=stop]').trigger('click');
    await flushPromises();
    expect(text('run-state')).toBe('Stopped');
    expect(text('state-sentence')).toContain('Not mining');
    expect(api.inputsOf('runs.start')).toEqual([{ profileId: 'profile-1' }]);
    expect(api.inputsOf('runs.pause')).toEqual([{ runId: 'run-1' }]);
    expect(api.inputsOf('runs.stop')).toEqual([{ runId: 'run-1' }]);
  });

  it('reads out that the state changed, but no figure', async () => {
    const { api, wrapper } = await open(mining());
    const spoken = () => wrapper.get('[aria-live=polite]').text();
    expect(spoken()).toBe('Mining with XMRig');
    api.emit('run.changed', aRun({ state: 'failed', reason: 'It ended 5 times.' }));
    await nextTick();
    expect(spoken()).toBe('Failed: It ended 5 times');
  });

  it('says what it knew last while the service is out of reach, and offers nothing', async () => {
    const { connection, text, wrapper } = await open(mining());
    const since = Date.now();
    connection.value = { kind: 'offline', since, retryAt: since + 1_000 };
    await nextTick();
    expect(text('state-sentence')).toMatch(/^As of \d\d:\d\d: Mining with XMRig/);
    expect(wrapper.get('[data-testid=start-pause]').attributes()).toMatchObject({
      disabled: '',
      title: 'There is no connection to the service.',
    });
  });

  it('reads the clock of the rig, not its own', async () => {
    const hour = 3_600_000;
    const { api, text } = await open(aRun({ stateSince: Date.now() + hour, reading: null }));
    api.emit('sensors.changed', someSensors({ at: Date.now() + hour + 65_000 }));
    api.emit('run.reading', aReading({ at: Date.now() + hour + 65_000 }));
    await nextTick();
    expect(text('state-sentence')).toContain('at 7.21 kH/s for 1 min 05 s');
  });

  it('shows the last output of a miner that failed', async () => {
    const lastLines = ['\u001b[31mno such algorithm\u001b[0m'];
    const { wrapper } = await open(aRun({ state: 'failed', reason: 'It failed.', lastLines }));
    expect(wrapper.get('pre').text()).toBe('no such algorithm');
  });
});

import { describe, expect, it } from 'vitest';
import { ProfileId } from '../contract/values/ids.ts';
import type { Run, RunState } from '../contract/values/run.ts';
import { FakeRig } from '../testing/stand-in/fixture/fake-rig.ts';
import { trayView } from './tray-view.ts';

const now = 1_000_000;
const base = new FakeRig().setRun({});

const runIn = (state: RunState, changes: Partial<Run> = {}): Run => ({
  ...base,
  state,
  ...changes,
});

const mining = (hashrate: number | null, ageMs = 0): Run =>
  runIn('running', {
    reading: {
      runId: base.id,
      at: now - ageMs,
      source: 'api',
      hashrate,
      accepted: 0,
      rejected: 0,
      invalid: 0,
      difficulty: null,
      threads: null,
      poolConnected: null,
      poolLatencyMs: null,
      devices: [],
    },
  });

const view = (...runs: Run[]) => trayView({ runs, profiles: [], selectedProfileId: null }, now);

describe('what the tray shows', () => {
  it.each([
    ['running', 'mining', 'Mining with Pickaxe', 'pause'],
    ['starting', 'mining', 'Starting Pickaxe', 'stop'],
    ['warming-up', 'mining', 'Warming up Pickaxe', 'stop'],
    ['paused', 'paused', 'Paused', 'resume'],
    ['backing-off', 'attention', 'Restarting Pickaxe: it was killed', 'stop'],
    ['stopping', 'idle', 'Stopping Pickaxe', 'wait'],
    ['failed', 'attention', 'Pickaxe failed: it was killed', 'set-up'],
    ['stopped', 'idle', 'Not mining', 'set-up'],
  ] as const)('of a run that is %s', (state, icon, sentence, kind) => {
    const reason = 'it was killed.';
    expect(view(runIn(state, { reason }))).toMatchObject({ icon, sentence, action: { kind } });
  });

  it('adds how fast it mines to the tool tip, while that is known and fresh', () => {
    expect(view(mining(12_340)).toolTip).toBe('Mining with Pickaxe at 12.3 kH/s');
    expect(view(mining(0)).toolTip).toBe('Mining with Pickaxe at 0.00 H/s');
    expect(view(mining(null)).toolTip).toBe('Mining with Pickaxe');
    expect(view(mining(12_340, 15_001)).toolTip).toBe('Mining with Pickaxe');
  });

  it('adds the hashrates of several miners up', () => {
    expect(view(mining(1_000), mining(500))).toMatchObject({
      sentence: 'Mining with 2 miners',
      toolTip: 'Mining with 2 miners at 1.50 kH/s',
    });
  });

  it('is about the run that needs a person most', () => {
    const shown = view(mining(1_000), runIn('backing-off'), runIn('paused'));
    expect(shown).toMatchObject({ icon: 'attention', sentence: 'Restarting Pickaxe' });
  });

  it('says of a rig that never mined that it does not', () => {
    expect(view()).toMatchObject({ icon: 'idle', toolTip: 'Not mining' });
  });
});

describe('what the tray starts', () => {
  const [a, b] = ['a', 'b'].map((id) => ({ id: ProfileId.parse(id) })) as never as [never, never];
  const start = (selected: string | null) =>
    trayView(
      {
        runs: [],
        profiles: [a, b],
        selectedProfileId: selected === null ? null : ProfileId.parse(selected),
      },
      now,
    ).action;

  it.each([
    ['b', 'b'],
    [null, 'a'],
    ['gone', 'a'],
  ])('with %s chosen is %s', (selected, profileId) => {
    expect(start(selected)).toEqual({ kind: 'start', profileId });
  });

  it('is nothing that cannot pause: it stops that', () => {
    expect(view(runIn('running', { canPause: false })).action).toEqual({
      kind: 'stop',
      runIds: ['r1'],
    });
  });
});

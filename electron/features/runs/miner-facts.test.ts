import { describe, expect, it } from 'vitest';
import {
  unknownDevice,
  unknownReport,
  type MinerReport,
} from '../../protocols/miner-output/miner-report.ts';
import { MinerFacts } from './miner-facts.ts';

const device = (hashrate: number) => ({ ...unknownDevice(0, 'gpu'), hashrate });
const answer = (fields: Partial<MinerReport>): MinerReport => ({ ...unknownReport, ...fields });

describe('MinerFacts', () => {
  it('fills the gaps of an answer with what was printed', () => {
    const facts = new MinerFacts();
    facts.printed({ hashrate: 5, difficulty: 8, threads: 2, invalid: 1, paused: false }, 1_000);
    const { report, pausedAt } = facts.answered(answer({ hashrate: 7, accepted: 3 }), 1_900, 2_000);
    expect(report).toEqual(
      answer({ hashrate: 7, accepted: 3, difficulty: 8, threads: 2, invalid: 1, paused: false }),
    );
    expect(pausedAt).toBe(1_000);
  });

  it('takes a printed hashrate where the API tells none, while it holds', () => {
    const facts = new MinerFacts();
    facts.printed({ hashrate: 5 }, 1_000);
    expect(facts.answered(answer({}), 2_000, 2_000).report.hashrate).toBe(5);
    expect(facts.answered(answer({}), 152_000, 152_000).report.hashrate).toBeNull();
  });

  it('knows nothing of a pool that the API says is lost', () => {
    const facts = new MinerFacts();
    facts.printed({ difficulty: 8, poolLatencyMs: 20, poolConnected: true }, 1_000);
    const { report } = facts.answered(answer({ poolConnected: false }), 2_000, 2_000);
    expect(report).toMatchObject({ poolConnected: false, difficulty: null, poolLatencyMs: null });
  });

  it('fills what one source leaves out of a device with what the other said', () => {
    const facts = new MinerFacts();
    const [first, second] = [unknownDevice(0, 'gpu'), unknownDevice(1, 'gpu')];
    const answered = [
      { ...first, hashrate: 30e6, temperature: 61 },
      { ...second, hashrate: 20e6 },
    ];
    facts.answered(answer({ devices: answered }), 1_000, 1_000);
    // A line tells of one device, and knows its shares only.
    facts.printed({ devices: [{ ...first, accepted: 7 }] }, 2_000);
    expect(facts.news(2_000)?.report.devices).toEqual([
      { ...first, hashrate: 30e6, temperature: 61, accepted: 7 },
      { ...second, hashrate: 20e6 },
    ]);
    const next = answered.map((device) => ({ ...device, hashrate: 1 }));
    expect(facts.answered(answer({ devices: next }), 3_000, 3_000).report.devices).toEqual([
      { ...first, hashrate: 1, temperature: 61, accepted: 7 },
      { ...second, hashrate: 1 },
    ]);
  });

  it('has devices from whoever told them last, until they are too old', () => {
    const facts = new MinerFacts();
    facts.printed({ devices: [device(1)] }, 1_000);
    expect(facts.answered(answer({}), 2_000, 2_000).report.devices).toEqual([device(1)]);
    expect(facts.answered(answer({ devices: [device(2)] }), 4_000, 4_000).report.devices).toEqual([
      device(2),
    ]);
    facts.printed({ accepted: 1 }, 5_000);
    expect(facts.news(5_000)?.report.devices).toEqual([device(2)]);
    facts.printed({ devices: [device(3)] }, 6_000);
    expect(facts.news(6_000)?.report.devices).toEqual([device(3)]);
    facts.printed({ accepted: 2 }, 157_000);
    expect(facts.news(157_000)?.report.devices).toEqual([]);
  });

  it('has news once, and again while a hashrate holds', () => {
    const facts = new MinerFacts();
    expect(facts.news(1_000)).toBeNull();
    facts.printed({}, 1_000);
    expect(facts.news(1_000)).toBeNull();
    facts.printed({ accepted: 1 }, 1_000);
    expect(facts.news(1_000)?.report.accepted).toBe(1);
    expect(facts.news(60_000)).toBeNull();
    facts.printed({ hashrate: 5 }, 60_000);
    const told = [60_000, 62_000, 68_000, 76_000, 210_000, 211_000].map(
      (now) => facts.news(now)?.report.hashrate ?? null,
    );
    expect(told).toEqual([5, null, 5, 5, 5, null]);
  });
});

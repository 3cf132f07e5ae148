import { describe, expect, it } from 'vitest';
import type { MiningJob } from './mining-job.ts';
import { blockSize } from './nonce-blocks.ts';
import type { ScanOrder, ScanReport } from './scan-messages.ts';
import { ScanTeam } from './scan-team.ts';

const job: MiningJob = {
  jobId: 'a',
  header: new Uint8Array(1_487),
  target: new Uint8Array(32),
  firstNonce: 0,
  lastNonce: 5 * blockSize - 1,
};

interface Member {
  readonly orders: ScanOrder[];
  readonly report: (report: ScanReport) => void;
  ended: boolean;
}

function openTeam() {
  const members: Member[] = [];
  const found: [string, number][] = [];
  let hashes = 0;
  let exhausted = 0;
  const team = new ScanTeam({
    module: new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
    start(report) {
      const member: Member = { orders: [], report, ended: false };
      members.push(member);
      return { send: (order) => member.orders.push(order), end: () => (member.ended = true) };
    },
    listener: {
      onHashes: (count) => (hashes += count),
      onFound: ({ jobId }, nonce) => found.push([jobId, nonce]),
      onExhausted: () => (exhausted += 1),
      onFailed: (message) => {
        throw new Error(message);
      },
    },
  });
  return { team, members, found, hashes: () => hashes, exhausted: () => exhausted };
}

const blocksOf = ({ orders }: Member): number[] =>
  orders.flatMap((order) => {
    if (order.kind === 'job') return order.blocks.map(({ first }) => first / blockSize);
    return order.kind === 'block' ? [order.first / blockSize] : [];
  });

describe('the mining threads', () => {
  it('share a job so that no block is searched twice, also by those who come later', () => {
    const { team, members, exhausted } = openTeam();
    team.resize(1);
    team.work(job);
    members[0]?.report({ kind: 'ready' });
    team.resize(2);
    members[1]?.report({ kind: 'ready' });
    members[1]?.report({ kind: 'hungry', workId: 1 });
    expect(members.map(blocksOf)).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
    expect(exhausted()).toBe(0);
    members[0]?.report({ kind: 'hungry', workId: 1 });
    expect(exhausted()).toBe(1);
  });

  it('are all given a new job, and what they found for an old one is passed over', () => {
    const { team, members, found } = openTeam();
    team.resize(2);
    for (const member of members) member.report({ kind: 'ready' });
    team.work(job);
    team.work({ ...job, jobId: 'b' });
    members[0]?.report({ kind: 'found', workId: 1, nonce: 5 });
    members[1]?.report({ kind: 'found', workId: 2, nonce: 6 });
    expect(found).toEqual([['b', 6]]);
    team.work(null);
    expect(members.map(({ orders }) => orders.at(-1))).toEqual([
      { kind: 'rest' },
      { kind: 'rest' },
    ]);
  });

  it('hear of the pace, late comers included', () => {
    const { team, members } = openTeam();
    team.resize(1);
    members[0]?.report({ kind: 'ready' });
    team.setPace(40);
    team.resize(2);
    members[1]?.report({ kind: 'ready' });
    for (const { orders } of members) {
      expect(orders).toContainEqual({ kind: 'pace', workPercent: 40 });
    }
  });

  it('are ended when there are too many, and not heard any more', () => {
    const { team, members, hashes } = openTeam();
    team.resize(2);
    for (const member of members) member.report({ kind: 'ready' });
    team.resize(1);
    for (const member of members) member.report({ kind: 'hashes', count: 10 });
    expect(members.map(({ ended }) => ended)).toEqual([false, true]);
    expect(hashes()).toBe(10);
    team[Symbol.dispose]();
    expect(members.every(({ ended }) => ended)).toBe(true);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { BuiltinAlgorithm } from '../contract/values/profile.ts';
import { loadKernel } from '../platform/kernels/load-kernel.ts';
import { blockHeader } from '../protocols/stratum/bitcoin/block-header.ts';
import { difficultyOf, reaches, targetOf } from '../protocols/stratum/bitcoin/difficulty.ts';
import { toHex } from '../protocols/stratum/bitcoin/hex.ts';
import { nonceSpace } from '../protocols/stratum/verus/solution.ts';
import { bitcoinWork, verusWork } from '../testing/sample-work.ts';
import { sha256d } from '../testing/sha256d.ts';
import { until } from '../testing/until.ts';
import { verus } from './dialects/verus.ts';
import type { FoundShare, ScanWork } from './scan-messages.ts';
import { startScanTeam, type ScanTeam } from './scan-team.ts';

const entry = fileURLToPath(new URL('./scan-worker.ts', import.meta.url));

/** Some four hundred hashes a share. */
const difficulty = 1e-7;
const { job, extranonce, aim } = bitcoinWork({ difficulty });
const work: ScanWork = { id: 1, job, extranonce, aim };
const hardWork: ScanWork = { ...work, ...bitcoinWork({ difficulty: 1e9 }) };

let team: ScanTeam | undefined;
afterEach(async () => {
  await team?.[Symbol.asyncDispose]();
  team = undefined;
});

/** @returns the shares that were found and not given back yet */
async function start(
  throttle = 0,
  algorithm: BuiltinAlgorithm = 'sha256d',
): Promise<{ team: ScanTeam; found: FoundShare[] }> {
  const found: FoundShare[] = [];
  team = await startScanTeam({
    entry,
    algorithm,
    threads: 2,
    throttle,
    backend: 'wasm',
    onFound: (share) => found.push(share),
    onFailure: (error) => {
      throw error;
    },
  });
  return { team, found };
}

/** Watches until nothing was hashed for a tenth of a second. */
async function rest(team: ScanTeam): Promise<void> {
  let { totalHashes } = team;
  let at = performance.now();
  while (performance.now() - at < 100) {
    await delay(1);
    if (team.totalHashes === totalHashes) continue;
    ({ totalHashes } = team);
    at = performance.now();
  }
}

/** Hashes a millisecond in the best stretch until the chunks have their length. */
async function fullSpeed(team: ScanTeam): Promise<number> {
  const stretchMs = 40;
  let best = 0;
  while (team.totalHashes < 30_000 || best === 0) {
    const { totalHashes } = team;
    const began = performance.now();
    await delay(stretchMs);
    best = Math.max(best, (team.totalHashes - totalHashes) / (performance.now() - began));
  }
  return best;
}

describe('the mining threads', () => {
  it('find shares that are right, and none of them twice', async () => {
    const { team, found } = await start();
    team.order(work);
    await until('all shares that may wait', () => found.length === 128);
    const { extranonce1 } = extranonce;
    const keys = found.map(
      ({ thread, workId, choice: extranonce2, nonce, difficulty: reached }) => {
        const choice = { extranonce1, extranonce2, time: job.time, nonce };
        const hash = sha256d(blockHeader(job, choice, sha256d));
        expect([thread === 0, workId]).toEqual([nonce < 2 ** 31, 1]);
        expect(reaches(hash, targetOf(difficulty))).toBe(true);
        expect(reached).toBe(difficultyOf(hash));
        return `${String(extranonce2)}/${nonce}`;
      },
    );
    expect(new Set(keys).size).toBe(128);
    expect(team.backend).toBe('wasm');
  });

  it('find shares of Verus that another kernel confirms', async () => {
    const { team, found } = await start(0, 'verushash');
    const verusJob = verusWork({ difficulty: 0.05 });
    team.order({ id: 1, ...verusJob });
    await until('all shares that may wait', () => found.length === 128);
    const kernel = await loadKernel('verushash', { backend: 'wasm', path: 'portable' });
    const tails = found.map(({ thread, choice, nonce, difficulty: reached }) => {
      const { header } = verus.round(verusJob, choice, sha256d);
      const tail = nonceSpace({
        extranonce1: verusJob.extranonce,
        middle: choice,
        counter: nonce,
      });
      using prepared = kernel.prepareJob(header, 'miner');
      expect(thread === 0).toBe(nonce < 2 ** 31);
      expect(verus.difficultyOf(prepared.check(tail))).toBe(reached);
      expect(reached).toBeGreaterThanOrEqual(0.05);
      return toHex(tail);
    });
    expect(new Set(tails).size).toBe(128);
  });

  it('wait when too many shares have no answer, and go on when they have', async () => {
    const { team, found } = await start();
    team.order(work);
    await until('all shares that may wait', () => found.length === 128);
    const { totalHashes } = team;
    for (const share of found.slice(0, 10)) team.settle(share);
    await until('as many more', () => found.length === 138);
    expect(team.totalHashes).toBeGreaterThan(totalHashes);
  });

  it('do nothing while they are paused, and nothing without work', async () => {
    const { team } = await start();
    const rests = async (): Promise<boolean> => {
      // The chunks that were begun before come to their end first.
      await delay(200);
      const { totalHashes } = team;
      await delay(200);
      return team.totalHashes === totalHashes;
    };
    team.order(hardWork);
    await until('the first hashes', () => team.totalHashes > 0);
    expect(await rests()).toBe(false);
    team.setPaused(true);
    expect(await rests()).toBe(true);
    team.setPaused(false);
    expect(await rests()).toBe(false);
    team.order(null);
    expect(await rests()).toBe(true);
  });

  it.each<[string, (team: ScanTeam) => void]>([
    ['a pause', (team) => team.setPaused(true)],
    ['the end of work', (team) => team.order(null)],
    ['a stop', (team) => team.stop()],
  ])('hash no more than the work of 50 ms after %s', async (_name, tell) => {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { team } = await start(0, 'verushash');
      team.order({ id: 1, ...verusWork({ difficulty: 1e9 }) });
      const hashesPerMs = await fullSpeed(team);
      const before = team.totalHashes;
      tell(team);
      await rest(team);
      times.push((team.totalHashes - before) / hashesPerMs);
      await team[Symbol.asyncDispose]();
    }
    // In hashes and not by the clock, which runs on while another program keeps a thread waiting.
    expect(times.toSorted((a, b) => a - b)[1]).toBeLessThan(50);
  });

  it('end at once when they are told to, also while they rest', async () => {
    const { team } = await start(95);
    team.order(hardWork);
    await until('the first hashes', () => team.totalHashes > 0);
    const began = performance.now();
    await team[Symbol.asyncDispose]();
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('cannot be started without their program', async () => {
    const starting = startScanTeam({
      entry: `${entry}.missing`,
      algorithm: 'sha256d',
      threads: 1,
      throttle: 0,
      backend: undefined,
      onFound: () => undefined,
      onFailure: () => undefined,
    });
    await expect(starting).rejects.toThrow('Cannot find module');
  });
});

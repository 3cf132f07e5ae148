import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { scriptedMiner } from './scripted-miner.ts';

const miners: ReturnType<typeof spawn>[] = [];
afterEach(async () => {
  for (const miner of miners.splice(0)) {
    if (miner.exitCode !== null || miner.signalCode !== null) continue;
    miner.kill('SIGKILL');
    await once(miner, 'exit');
  }
});

function start(...flags: string[]) {
  const miner = spawn(process.execPath, [scriptedMiner, ...flags]);
  miners.push(miner);
  let text = '';
  miner.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    miner,
    says: (pattern: RegExp) => until(`output like ${pattern}`, () => pattern.exec(text)),
  };
}

describe('the scripted miner', () => {
  it('explains its flags', () => {
    const { stdout, status } = spawnSync(process.execPath, [scriptedMiner, '--help']);
    expect(stdout.toString()).toContain('--api-fault silent|zero|null');
    expect(status).toBe(0);
  });

  it('refuses flags it does not know and numbers that are none', () => {
    for (const flags of [['--nonsense'], ['--flood', 'much']]) {
      expect(spawnSync(process.execPath, [scriptedMiner, ...flags]).status).toBe(1);
    }
  });

  it('prints lines at their time, and speed as XMRig does', async () => {
    const { says } = start('--print', '0.1:second: b', '--print', '0:first', '--speed', '0.05');
    await says(/first\n[^]*second: b\n/);
    const [line] = await says(
      / miner {4}speed 10s\/60s\/15m 1000\.0 n\/a n\/a H\/s max 1000\.0 H\/s\n/,
    );
    expect(line).toContain('miner');
  });

  it('serves a summary to those who have the token', async () => {
    const { says } = start('--api-port', '0', '--api-token', 'secret', '--hashrate', '123.5');
    const [, port] = await says(/api (\d+)\n/);
    const get = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/2/summary`, { headers });
    expect((await get({})).status).toBe(401);
    expect((await get({ Authorization: 'Bearer wrong' })).status).toBe(403);
    const good = await get({ Authorization: 'Bearer secret' });
    expect(await good.json()).toMatchObject({
      kind: 'miner',
      hashrate: { total: [123.5, null, null] },
    });
  });

  it.each([
    ['zero', 0],
    ['null', null],
  ])('tells %s once the fault begins', async (fault, told) => {
    const flags = ['--api-port', '0', '--api-token', 't', '--api-fault', fault];
    const { says } = start(...flags, '--api-fault-after', '0.4');
    const [, port] = await says(/api (\d+)\n/);
    const hashrate = async (): Promise<unknown> => {
      const headers = { Authorization: 'Bearer t' };
      const answer = await fetch(`http://127.0.0.1:${port}/2/summary`, { headers });
      return ((await answer.json()) as { hashrate: { total: unknown[] } }).hashrate.total[0];
    };
    expect(await hashrate()).toBe(1000);
    await until('the fault', async () => (await hashrate()) === told);
  });

  it('stays silent when told, for ever', async () => {
    const { says } = start('--api-port', '0', '--api-token', 't', '--api-fault', 'silent');
    const [, port] = await says(/api (\d+)\n/);
    const answer = fetch(`http://127.0.0.1:${port}/2/summary`, {
      headers: { Authorization: 'Bearer t' },
      signal: AbortSignal.timeout(300),
    });
    await expect(answer).rejects.toThrow('timeout');
  });

  it.each([
    [['--ignore', 'INT'], 'SIGINT', 'ignored SIGINT'],
    [[], 'SIGTERM', 'signal SIGTERM received, exiting'],
  ] as const)('with %j answers %s as told', async (flags, signal, said) => {
    const { miner, says } = start(...flags);
    await says(/ready \d+/);
    miner.kill(signal);
    expect((await says(new RegExp(said)))[0]).toBe(said);
  });
});

import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { RequestLedger } from './request-ledger.ts';

function ledger() {
  const clock = new FakeClock();
  const sent: number[] = [];
  const requests = new RequestLedger('pool:1', clock);
  const ask = (isOptional = false) => requests.ask((id) => sent.push(id), { isOptional });
  return { clock, sent, requests, ask };
}

describe('RequestLedger', () => {
  it('gives each answer to who asked, whatever their order', async () => {
    const { clock, sent, requests, ask } = ledger();
    const [one, two] = [ask(), ask()];
    clock.advance(5);
    requests.answer(2, 'two', null);
    clock.advance(5);
    requests.answer('1', 'one', null);
    for (const id of [1, 7, -1, null, 'x', '']) requests.answer(id, 'nobody asked', null);
    await expect(one).resolves.toEqual({ result: 'one', failure: null, latencyMs: 10 });
    await expect(two).resolves.toEqual({ result: 'two', failure: null, latencyMs: 5 });
    expect(sent).toEqual([1, 2]);
  });

  it('lets the asker hear the answer before what the pool says next', async () => {
    const { requests } = ledger();
    const heard: unknown[] = [];
    const onReply = ({ result }: { result: unknown }): number => heard.push(result);
    const asked = requests.ask(() => undefined, { onReply });
    requests.answer(1, 'now', null);
    expect(heard).toEqual(['now']);
    await asked;
  });

  it('fails what was asked, and the pool, where the answer is not understood', async () => {
    const { requests } = ledger();
    const problem = new Error('nonsense');
    const asked = requests.ask(() => undefined, {
      onReply: () => {
        throw problem;
      },
    });
    expect(() => requests.answer(1, {}, null)).toThrow(problem);
    await expect(asked).rejects.toBe(problem);
  });

  it('knows what is overdue, and waits no longer for what need not be answered', async () => {
    const { clock, requests, ask } = ledger();
    const courtesy = ask(true);
    clock.advance(60);
    expect(requests.isOverdue(100)).toBe(false);
    const asked = ask();
    clock.advance(60);
    expect(requests.isOverdue(100)).toBe(false);
    await expect(courtesy).resolves.toMatchObject({ result: null });
    clock.advance(60);
    expect(requests.isOverdue(100)).toBe(true);
    requests.fail(new Error('over'));
    await expect(asked).rejects.toThrow('over');
    await expect(ask()).rejects.toThrow('over');
  });

  it('takes ten thousand unanswered requests and no more', async () => {
    const { sent, requests, ask } = ledger();
    const asked = Array.from({ length: 10_000 }, () => ask());
    await expect(ask()).rejects.toMatchObject({ name: 'PoolBusyError' });
    expect(sent).toHaveLength(10_000);
    const settled = Promise.allSettled(asked);
    requests.fail(undefined);
    const reasons = await settled;
    expect(reasons.every(({ status }) => status === 'rejected')).toBe(true);
  });
});

import { openPoolSession, type SessionOptions } from '../pool-session/open-session.ts';
import type { PoolSession } from '../pool-session/pool-session.ts';
import { FakeClock } from './fake-clock.ts';
import { ScriptedLine, settle } from './scripted-line.ts';

/** Who we are there. */
export const account = { url: 'stratum+tcp://pool.example:3333', user: 'me.rig', password: 'x' };
export const zeros = '00'.repeat(32);
export const notify = {
  id: null,
  method: 'mining.notify',
  params: ['job', zeros, 'aa', 'bb', [], '20000000', '1d00ffff', '00000001', true],
};
export const subscription = {
  id: 1,
  result: [[['mining.notify', 'session']], '0a0b', 4],
  error: null,
};
/** The pool consents. */
export const yes = (id: number) => ({ id, result: true, error: null });
/** What is only asked so that the pool says something. */
export const courtesy = 'mining.extranonce.subscribe';

/** A session that is being opened, on a line and a clock that tests have in their hands. */
export function scripted(options: Partial<SessionOptions> = {}) {
  const line = new ScriptedLine();
  const clock = new FakeClock();
  const opening = openPoolSession(account, {
    dialect: 'stratum1',
    connect: line.connect,
    clock,
    userAgent: 'rigwright/1',
    signal: new AbortController().signal,
    ...options,
  });
  opening.catch(() => undefined);
  return { line, clock, opening };
}

/** The pool says one thing after the other, each when it was asked for it. */
export async function sayInTurn(line: ScriptedLine, ...said: unknown[]): Promise<void> {
  for (const each of said) {
    line.say(each);
    await settle();
  }
}

/** Whether the session is still there. */
export async function isOpen(session: PoolSession): Promise<boolean> {
  return Promise.race([session.ended.then(() => false), settle().then(() => true)]);
}

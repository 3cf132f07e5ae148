import { AppError } from '../base/app-error.ts';
import type { Clock } from '../base/clock.ts';
import type { PoolTest } from '../contract/values/bridge.ts';
import { parsePoolUrl } from '../protocols/stratum/pool-address.ts';
import type { Connect, ConnectStep, LineConnection } from './line-connection.ts';
import { openPoolSession, usualDeadlines, type Deadlines } from './open-session.ts';
import type { PoolAccount, PoolDialect, PoolJob, PoolSession } from './pool-session.ts';
import { jobDifficulty } from './job-difficulty.ts';
import { untilAborted } from './waiting.ts';

type Step = PoolTest['steps'][number];
type StepName = Step['step'];

export interface TestPoolOptions {
  readonly dialect: PoolDialect;
  readonly connect: Connect;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly deadlines?: Partial<Deadlines>;
}

const steps: readonly StepName[] = [
  'address',
  'name',
  'connection',
  'encryption',
  'login',
  'first-job',
];

/** A person waits for it. */
const testDeadlines: Deadlines = { ...usualDeadlines, loginMs: 10_000, firstJobMs: 20_000 };

/**
 * Tries a pool out, up to its first job. Never rejects for anything a pool can do wrong.
 *
 * @throws  the reason of the signal
 */
export async function testPool(account: PoolAccount, options: TestPoolOptions): Promise<PoolTest> {
  const report = new TestReport(options.clock);
  let fingerprint: string | null = null;
  try {
    const address = parsePoolUrl(account.url);
    const encrypted = address.transport === 'tls' || address.transport === 'wss';
    report.done('address', `${address.host}, port ${address.port}`);
    const connect: Connect = async (to, how) => {
      const connection = await options.connect(to, how);
      fingerprint = connection.tls?.fingerprint ?? null;
      report.connected(connection, encrypted);
      return connection;
    };
    await using session = await openPoolSession(account, {
      ...options,
      connect,
      deadlines: { ...testDeadlines, ...options.deadlines },
      onStep: (step) => report.reached(step),
    });
    report.done('login', `The pool let ${account.user || 'us'} in.`);
    report.done('first-job', jobText(await firstJob(session, options.signal)));
    return { ok: true, steps: report.steps, suggestion: null, fingerprint };
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    report.failed(error.userMessage);
    return {
      ok: false,
      steps: report.steps,
      suggestion: error.suggestion ?? null,
      fingerprint: fingerprint ?? shownIn(error),
    };
  }
}

/** The certificate that a connection was refused for. */
function shownIn({ details }: AppError): string | null {
  if (typeof details !== 'object' || details === null) return null;
  const shown: unknown = Reflect.get(details, 'shown') ?? Reflect.get(details, 'fingerprint');
  return typeof shown === 'string' ? shown : null;
}

/** @throws  why the session has ended before there was one */
async function firstJob(session: PoolSession, signal: AbortSignal): Promise<PoolJob> {
  const { promise, resolve, reject } = Promise.withResolvers<PoolJob>();
  session.onJob(resolve);
  void session.ended.then(reject);
  return untilAborted(promise, signal);
}

function jobText(job: PoolJob): string {
  const difficulty = jobDifficulty(job);
  const digits = difficulty < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 };
  return `Work came, of difficulty ${difficulty.toLocaleString('en', digits)}.`;
}

/** What was found so far, in the order of the steps. */
class TestReport {
  readonly steps: Step[] = [];
  readonly #clock: Clock;
  #at: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.now();
  }

  done(step: StepName, text: string): void {
    this.steps.push({ step, status: 'ok', text, elapsedMs: this.#elapsed() });
  }

  /** A part of the connection is there; what there is to say of it is known when all of it is. */
  reached(step: ConnectStep): void {
    const elapsedMs = this.#elapsed();
    this.steps.push({ step, status: 'ok', text: reachedTexts[step](elapsedMs), elapsedMs });
  }

  connected({ remoteAddress, tls }: LineConnection, encrypted: boolean): void {
    this.#say('name', `It stands for ${remoteAddress}.`);
    if (tls) this.#say('encryption', `The certificate has the fingerprint ${tls.fingerprint}.`);
    if (!encrypted) {
      const text = 'None: whoever is between can read and change what is said.';
      this.steps.push({ step: 'encryption', status: 'skipped', text, elapsedMs: null });
    }
  }

  /** @param text  one sentence: why the step that comes next was not done */
  failed(text: string): void {
    const step = steps[this.steps.length] ?? 'first-job';
    this.steps.push({ step, status: 'failed', text, elapsedMs: this.#elapsed() });
    for (const skipped of steps.slice(this.steps.length)) {
      const text = 'Not tried.';
      this.steps.push({ step: skipped, status: 'skipped', text, elapsedMs: null });
    }
  }

  #say(step: StepName, text: string): void {
    const index = this.steps.findIndex((each) => each.step === step);
    const found = this.steps[index];
    if (found) this.steps[index] = { ...found, text };
  }

  #elapsed(): number {
    const now = this.#clock.now();
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    return elapsed;
  }
}

/** A way there and back is what a connection takes; how long a share takes is much like it. */
const reachedTexts: Readonly<Record<ConnectStep, (elapsedMs: number) => string>> = {
  name: () => 'The name is known.',
  connection: (elapsedMs) => `Somebody answers there, within ${Math.ceil(elapsedMs)} ms.`,
  encryption: () => 'TLS is spoken.',
};

import { AppError } from '../../base/app-error.ts';
import type {
  BridgeAlgorithm,
  BridgeDialect,
  PoolLinkState,
} from '../../contract/values/bridge.ts';
import { jobDifficulty } from '../../pool-session/job-difficulty.ts';
import type { PoolLinkListener, PoolLinkStatus } from '../../pool-session/pool-link.ts';
import type { PoolJob } from '../../pool-session/pool-session.ts';
import { printable } from './shown-message.ts';
import { hashesPerShare, oddsText } from './share-odds.ts';

export interface PoolTellerParts {
  readonly dialect: BridgeDialect;
  readonly algorithm: BridgeAlgorithm;
  readonly tell: (kind: string, fields: object, line: string | null) => void;
  readonly now: () => number;
  /** H/s as measured; null: not yet. */
  readonly hashrate: () => number | null;
}

/** Tells how one login at the pool is doing. */
export class PoolTeller {
  readonly #parts: PoolTellerParts;
  readonly #name: string;
  #state: PoolLinkState | null = null;
  #problem: unknown = null;
  #difficulty: number | null = null;
  /** What was said of the last problem: said again, it needs no advice. */
  #saidProblem: string | null = null;

  /** @param number  of the login, from 1 on: with many clients there are more than one */
  constructor(parts: PoolTellerParts, number: number) {
    this.#parts = parts;
    this.#name = number === 1 ? 'pool' : `pool, login ${number}`;
  }

  /** The same listener, which is told first of all. */
  following(listener: PoolLinkListener): PoolLinkListener {
    return {
      onState: (status) => {
        this.#tellState(status);
        listener.onState(status);
      },
      onJob: (job, isNewSession) => {
        this.#tellJob(job);
        listener.onJob(job, isNewSession);
      },
      onCancel: (jobId) => listener.onCancel(jobId),
      onGone: (account, reason) => listener.onGone(account, reason),
    };
  }

  #tellState({ state, account, remoteAddress, encrypted, retryAt, problem }: PoolLinkStatus): void {
    const isNewProblem = problem !== null && problem !== this.#problem;
    if (state === this.#state && !isNewProblem) return;
    this.#state = state;
    this.#problem = problem;
    const words = problemOf(isNewProblem ? problem : null);
    const waitMs = retryAt === null ? null : Math.max(0, retryAt - this.#parts.now());
    const url = account?.url ?? null;
    const what = {
      idle: null,
      connecting: `connecting to ${url}`,
      'logging-in': null,
      'waiting-for-work': 'logged in, waiting for work',
      working: `work comes from ${url} (${remoteAddress}, ${encrypted ? '' : 'not '}encrypted)`,
      'backing-off': `next try in ${((waitMs ?? 0) / 1_000).toFixed(1)} s`,
    }[state];
    const fields = { state, url, address: remoteAddress, encrypted, retryAt, ...words };
    const isKnown = words.problem === this.#saidProblem;
    if (words.problem !== null) this.#saidProblem = words.problem;
    else if (state === 'working') this.#saidProblem = null;
    const advice = isKnown ? null : words.suggestion;
    const said = [words.problem, advice, what].filter((text) => text !== null);
    const line = said.map((text) => `${this.#name}  ${printable(text)}`).join('\n');
    this.#parts.tell('pool', fields, line === '' ? null : line);
  }

  #tellJob(job: PoolJob): void {
    const { dialect, algorithm, tell, hashrate } = this.#parts;
    const difficulty = jobDifficulty(job);
    const isNew = difficulty !== this.#difficulty;
    this.#difficulty = difficulty;
    const odds = { dialect, algorithm, difficulty, hashrate: hashrate() };
    const fields = { difficulty, hashesPerShare: hashesPerShare(odds) };
    tell('job', fields, isNew ? `${this.#name}  ${oddsText(odds)}` : null);
  }
}

interface ProblemWords {
  readonly problem: string | null;
  readonly suggestion: string | null;
}

/** What the person can look at besides what an error suggests itself. */
const firewallAdvice =
  'If the address is right, a firewall on the way may not let this port through.';

function problemOf(problem: unknown): ProblemWords {
  if (problem === null) return { problem: null, suggestion: null };
  if (!(problem instanceof AppError)) {
    const text = problem instanceof Error ? `: ${problem.message}` : '';
    return { problem: `something went wrong with the pool${text}`, suggestion: null };
  }
  const { userMessage, suggestion = null } = problem;
  const mayBeBlocked = 'reason' in problem && blocked.has(String(problem.reason));
  const advice = [suggestion, mayBeBlocked ? firewallAdvice : null].filter((text) => text !== null);
  return { problem: userMessage, suggestion: advice.length === 0 ? null : advice.join(' ') };
}

/** What a connection ends with that a firewall swallows or turns away. */
const blocked = new Set([
  'operation timed out',
  'network is unreachable',
  'connection refused',
  'connection reset by peer',
]);

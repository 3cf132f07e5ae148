import type { MinerApiDialect, MinerReport } from '../../protocols/miner-output/miner-report.ts';
import { MinerApiError } from './miner-api-error.ts';
import type { MinerApi, RunParts } from './ports.ts';

/** A miner rounds its uptime, and its clock may begin before ours has seen its process. */
const ageToleranceMs = 5_000;

export interface ApiLinkOptions {
  readonly api: MinerApi;
  readonly dialect: MinerApiDialect;
  readonly pid: number;
  /** When the process began at the earliest, epoch ms. */
  readonly startedAt: number;
  readonly parts: Pick<RunParts, 'clock' | 'callApi' | 'ownsPort' | 'log'>;
  readonly signal: AbortSignal;
}

/**
 * The way to the API of one process. Where its port was taken meanwhile, some other miner may answer
 * to everybody: nothing is believed before it is proved whose API it is, and once more after each
 * silence.
 */
export class ApiLink {
  readonly #options: ApiLinkOptions;
  #owner: 'unknown' | 'ours' | 'stranger' = 'unknown';
  /** As it said last. */
  #uptimeMs: number | null = null;

  constructor(options: ApiLinkOptions) {
    this.#options = options;
  }

  /** The API, once it has proved that it is this process's own. */
  get api(): MinerApi | null {
    return this.#owner === 'ours' ? this.#options.api : null;
  }

  /** Somebody else's program answers there: there is no point in asking. */
  get isStranger(): boolean {
    return this.#owner === 'stranger';
  }

  /** @returns null where there is no good answer, or it is not proved to be of this process */
  async ask(): Promise<MinerReport | null> {
    const report = await this.#answer();
    // Where it did not answer, or began anew, somebody else may have come to its port.
    if (this.#owner === 'ours' && (report === null || this.#isYounger(report))) {
      this.#owner = 'unknown';
    }
    this.#uptimeMs = report?.uptimeMs ?? null;
    if (report === null) return null;
    if (this.#owner === 'unknown') this.#owner = await this.#prove(report);
    return this.#owner === 'ours' ? report : null;
  }

  #isYounger({ uptimeMs }: MinerReport): boolean {
    return uptimeMs !== null && this.#uptimeMs !== null && uptimeMs < this.#uptimeMs;
  }

  async #answer(): Promise<MinerReport | null> {
    try {
      return await this.#report();
    } catch (error) {
      if (error instanceof MinerApiError) return null;
      throw error;
    }
  }

  async #report(): Promise<MinerReport | null> {
    const { api, dialect, parts, signal } = this.#options;
    const answers: unknown[] = [];
    for (const [index, query] of dialect.queries.entries()) {
      try {
        answers.push(await parts.callApi(api, query, signal));
      } catch (error) {
        const mayFail = error instanceof MinerApiError && dialect.optional?.includes(index);
        if (mayFail !== true) throw error;
        answers.push(null);
      }
    }
    return dialect.read(answers);
  }

  async #prove(report: MinerReport): Promise<'unknown' | 'ours' | 'stranger'> {
    const { api, dialect, parts } = this.#options;
    const owner = dialect.proof === 'token' ? await this.#byToken() : await this.#byAge(report);
    if (owner === 'stranger') {
      parts.log.warn('what answers at the address of a miner’s API is not proved to be the miner', {
        url: api.url,
        proof: dialect.proof,
      });
    }
    return owner;
  }

  /** Only ours knows the token, so only ours refuses a wrong one. */
  async #byToken(): Promise<'unknown' | 'ours' | 'stranger'> {
    const { api, dialect, parts, signal } = this.#options;
    const [query] = dialect.queries;
    if (query === undefined) return 'stranger';
    try {
      await parts.callApi({ ...api, token: 'not-the-token' }, query, signal);
    } catch (error) {
      if (!(error instanceof MinerApiError)) throw error;
      return error.status === 401 || error.status === 403 ? 'ours' : 'unknown';
    }
    return 'stranger';
  }

  /** Ours is no older than the process we started, and the port is its own where that can be told. */
  async #byAge({ uptimeMs }: MinerReport): Promise<'ours' | 'stranger'> {
    const { api, pid, startedAt, parts } = this.#options;
    const ageMs = parts.clock.now() - startedAt;
    if (uptimeMs !== null && uptimeMs > ageMs + ageToleranceMs) return 'stranger';
    const isOurPort = await parts.ownsPort(pid, Number(new URL(api.url).port));
    return (isOurPort ?? uptimeMs !== null) ? 'ours' : 'stranger';
  }
}

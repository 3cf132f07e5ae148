import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { BuiltinAlgorithm } from '../contract/values/profile.ts';
import { addressText, parsePoolUrl } from '../protocols/stratum/pool-address.ts';

/** One that no person sits at could otherwise read a disk without end. */
const maxConfigBytes = 64 * 1024;

const text = z.string().max(300);

const Pool = z
  .object({ url: text, user: text.default(''), password: text.default('x') })
  .transform(({ url, user, password }) => {
    const { host, port } = parsePoolUrl(url, ['stratum+tcp', 'tcp']);
    return { host, port, name: addressText({ host, port }), user, password };
  });

/** A pool and the account there. */
export type MinerPool = z.output<typeof Pool>;

const Api = z.object({
  host: z.string().max(255).default('127.0.0.1'),
  port: z.coerce.number().int().min(1).max(65_535),
  token: text.min(1, 'must not be empty'),
});

const Options = z.object({
  pools: z.array(Pool).min(1, 'needs at least one pool').max(8),
  algorithm: z
    .enum(BuiltinAlgorithm.options, { error: `must be ${BuiltinAlgorithm.options.join(' or ')}` })
    .default('sha256d'),
  threads: z.coerce
    .number()
    .int()
    .min(1)
    .max(1024)
    .nullish()
    .transform((threads) => threads ?? availableParallelism()),
  throttle: z.coerce.number().int().min(0).max(95).default(0),
  backend: z.enum(['native', 'wasm']).optional(),
  api: Api.nullish().transform((api) => api ?? null),
  colours: z.boolean().default(true),
});

/** How to mine: algorithm, pools in order of preference, threads, percent of the time that each thread rests. */
export type MinerOptions = z.output<typeof Options>;

export type Command = 'help' | 'version' | MinerOptions;

/** The command line, or the file it names, cannot be followed. */
export class BadOptionsError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion = 'rigwright-miner --help tells what can be set.';

  constructor(userMessage: string, options?: ErrorOptions) {
    super(userMessage, options);
    this.userMessage = userMessage;
  }
}

/**
 * Reads the command line, and the file that `--config` names. What both say, the command line decides.
 *
 * @param args  without the program
 * @throws {BadOptionsError}
 */
export function readCommand(args: readonly string[]): Command {
  const flags = readFlags(args);
  if (flags.help) return 'help';
  if (flags.version) return 'version';
  const file = flags.config === undefined ? {} : readConfig(flags.config);
  const api = flags['api-port'] && { port: flags['api-port'], token: flags['api-token'] ?? '' };
  const given = {
    pools: flags.url?.map((url, index) => ({
      url,
      user: flags.user?.[index] ?? flags.user?.[0],
      password: flags.pass?.[index] ?? flags.pass?.[0],
    })),
    algorithm: flags.algorithm,
    threads: flags.threads,
    throttle: flags.throttle,
    backend: flags.backend,
    api,
    colours: flags['no-color'] ? false : undefined,
  };
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  return check({ pools: [], ...file, ...Object.fromEntries(chosen) });
}

function check(input: unknown): MinerOptions {
  try {
    return Options.parse(input);
  } catch (error) {
    if (error instanceof AppError) throw new BadOptionsError(error.userMessage, { cause: error });
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new BadOptionsError(`The setting ${where} is wrong: ${issue?.message}.`, {
      cause: error,
    });
  }
}

function readFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        url: { type: 'string', short: 'o', multiple: true },
        user: { type: 'string', short: 'u', multiple: true },
        pass: { type: 'string', short: 'p', multiple: true },
        algorithm: { type: 'string', short: 'a' },
        threads: { type: 'string', short: 't' },
        throttle: { type: 'string' },
        backend: { type: 'string' },
        'api-port': { type: 'string' },
        'api-token': { type: 'string' },
        'no-color': { type: 'boolean' },
        version: { type: 'boolean', short: 'V' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadOptionsError(`The command line is wrong: ${why}`, { cause: error });
  }
}

function readConfig(path: string): object {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadOptionsError(`The configuration ${path} cannot be read.`, { cause: error });
  }
  if (content.length > maxConfigBytes) {
    throw new BadOptionsError(`The configuration ${path} is too long to be one.`);
  }
  try {
    return z.looseObject({}).parse(JSON.parse(content));
  } catch (error) {
    throw new BadOptionsError(`The configuration ${path} is no JSON object.`, { cause: error });
  }
}

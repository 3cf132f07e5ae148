import { z } from 'zod';
import { encodeAnswer, encodeRequest } from '../envelope.ts';
import type { RequestId } from '../stratum-errors.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { hexMask, uint32ToHex } from './hex.ts';
import { readParams, type Call } from './read-params.ts';
import { wholeNumber } from './whole-number.ts';

/** What a client asks for with `mining.configure`, by BIP 310. What is absent was not asked for. */
export interface Configuration {
  readonly versionRolling?: {
    /** Bits of the version that the client can choose. */
    readonly mask: number;
    /** As many of them it needs to be of use; a pool may give fewer. */
    readonly minBitCount: number;
  };
  /** No share should be easier, > 0. */
  readonly minimumDifficulty?: number;
  /** The extranonce may change while connected. */
  readonly subscribeExtranonce?: true;
  /** Extensions that are not known here; each is answered with false. */
  readonly others: readonly string[];
}

/** What of it the pool does. */
export interface Configured {
  /** Bits of the version that the client may choose; null: none. */
  readonly versionMask: number | null;
  readonly minimumDifficulty: boolean;
  readonly subscribeExtranonce: boolean;
}

const names = {
  versionRolling: 'version-rolling',
  minimumDifficulty: 'minimum-difficulty',
  subscribeExtranonce: 'subscribe-extranonce',
} as const;

/** BIP 310 knows four extensions. */
const maxExtensions = 32;
const anyBits = 0xffff_ffff;

const Values = z.object({
  'version-rolling.mask': hexMask.default(anyBits),
  // Firmware is known that leaves it out or writes it as text.
  'version-rolling.min-bit-count': wholeNumber(0, 32).catch(0),
  'minimum-difficulty.value': z.number().positive().optional(),
});
const Configure = z
  .tuple([
    z.array(z.string().min(1).max(64)).max(maxExtensions),
    z
      .unknown()
      .transform((values) => values ?? {})
      .pipe(Values),
  ])
  .rest(z.unknown());

/** An extension is answered by true, by false or by why not. */
const answer = z.union([z.boolean(), z.string()]).optional();
const Result = z.object({
  'version-rolling': answer,
  'version-rolling.mask': hexMask.optional(),
  'minimum-difficulty': answer,
  'subscribe-extranonce': answer,
});

/** @throws {BadStratumMessageError} */
export function readConfiguration(call: Call): Configuration {
  const [asked, values] = readParams(Configure, call);
  const mask = values['version-rolling.mask'];
  const minBitCount = values['version-rolling.min-bit-count'];
  const minimumDifficulty = values['minimum-difficulty.value'];
  const asksMinimum = asked.includes(names.minimumDifficulty);
  if (asksMinimum && minimumDifficulty === undefined) {
    throw new BadStratumMessageError(`${call.method}: the minimum difficulty is missing.`, call.id);
  }
  const known: readonly string[] = Object.values(names);
  return {
    ...(asked.includes(names.versionRolling) && { versionRolling: { mask, minBitCount } }),
    ...(asksMinimum && minimumDifficulty !== undefined && { minimumDifficulty }),
    ...(asked.includes(names.subscribeExtranonce) && { subscribeExtranonce: true }),
    others: asked.filter((name) => !known.includes(name)),
  };
}

export function encodeConfigure(id: RequestId, configuration: Configuration): string {
  const { versionRolling, minimumDifficulty, subscribeExtranonce, others } = configuration;
  const asked = [
    ...(versionRolling ? [names.versionRolling] : []),
    ...(minimumDifficulty === undefined ? [] : [names.minimumDifficulty]),
    ...(subscribeExtranonce ? [names.subscribeExtranonce] : []),
    ...others,
  ];
  const values = {
    ...(versionRolling && {
      'version-rolling.mask': uint32ToHex(versionRolling.mask),
      'version-rolling.min-bit-count': versionRolling.minBitCount,
    }),
    ...(minimumDifficulty !== undefined && { 'minimum-difficulty.value': minimumDifficulty }),
  };
  return encodeRequest(id, 'mining.configure', [asked, values]);
}

/** Answers what was asked for, and nothing else. */
export function encodeConfigured(
  id: RequestId,
  asked: Configuration,
  { versionMask, minimumDifficulty, subscribeExtranonce }: Configured,
): string {
  const rolling =
    versionMask === null
      ? { 'version-rolling': false }
      : { 'version-rolling': true, 'version-rolling.mask': uint32ToHex(versionMask) };
  const result = {
    ...(asked.versionRolling && rolling),
    ...(asked.minimumDifficulty !== undefined && { 'minimum-difficulty': minimumDifficulty }),
    ...(asked.subscribeExtranonce && { 'subscribe-extranonce': subscribeExtranonce }),
    ...Object.fromEntries(asked.others.map((name) => [name, false])),
  };
  return encodeAnswer(id, result, null);
}

/**
 * Reads the answer to `mining.configure`. What it does not speak of is not done; some pools give a
 * mask without saying that versions may be rolled.
 *
 * @throws {BadStratumMessageError}
 */
export function decodeConfigured(result: unknown): Configured {
  const parsed = Result.safeParse(result);
  if (!parsed.success) {
    throw new BadStratumMessageError('The answer to mining.configure is not understood.');
  }
  const { data } = parsed;
  const mask = data['version-rolling.mask'] ?? 0;
  const rolls = (data['version-rolling'] ?? true) === true && mask !== 0;
  return {
    versionMask: rolls ? mask : null,
    minimumDifficulty: data['minimum-difficulty'] === true,
    subscribeExtranonce: data['subscribe-extranonce'] === true,
  };
}

import { z } from 'zod';
import type { HeaderRule } from '../header-rule.ts';
import { HeaderRefusedError } from '../kernel-errors.ts';
import { Hex, hexOf, joined, littleEndian, numberOf } from './hex-bytes.ts';
import type { VectorBackend } from './vector-backend.ts';
import { bytesDiffer, firstOf, vectorKind, type Mismatch } from './vector-kind.ts';

const Variant = z.enum(['v1', 'v2', 'v2b', 'v2b1', 'v2b2', 'sha256d']);

const sharedShape = { variant: Variant, header: Hex };

const blockShape = {
  ...sharedShape,
  hash: hexOf(32),
  canonicalised: z.boolean(),
  pool_rule: z.enum(['same', 'reject', 'no-clear']).optional(),
};
type Block = z.output<z.ZodObject<typeof blockShape>>;

const scanShape = {
  ...sharedShape,
  hashed_template: Hex,
  midstate: hexOf(32),
  key_sha256: hexOf(32),
  key_first32: hexOf(32),
  key_last32: hexOf(32),
  nonces: z.array(z.object({ nonce_space: hexOf(15), hash: hexOf(32) })).min(1),
};
type Scan = z.output<z.ZodObject<typeof scanShape>>;

export const verushashVectors = [
  vectorKind('kind', 'raw', { ...sharedShape, hash: hexOf(32) }, (vector, backend) =>
    bytesDiffer('the hash', vector.hash, plainHash(backend, vector.variant, vector.header)),
  ),
  vectorKind('kind', 'block', blockShape, (vector, backend) =>
    firstOf(
      () => bytesDiffer('the hash', vector.hash, backend.verushash.hash(vector.header)),
      () => asItIs(vector, backend),
      () => prepared(vector, backend),
      () => poolRule(vector, backend),
    ),
  ),
  vectorKind('kind', 'scan', scanShape, (vector, backend) =>
    firstOf(
      () => firstStages(vector, backend),
      () => noncesOf(vector, backend),
    ),
  ),
];

/** The hash of bytes in a version that is told, whatever they say. */
function plainHash(
  backend: VectorBackend,
  variant: z.output<typeof Variant>,
  bytes: Uint8Array,
): Uint8Array {
  if (variant === 'sha256d') return backend.sha256d.hash(bytes);
  return backend.step(`verushash-${variant}`, bytes);
}

function asItIs({ canonicalised, hash, variant, header }: Block, backend: VectorBackend): Mismatch {
  if (canonicalised) return null;
  return bytesDiffer('the hash of all bytes', hash, plainHash(backend, variant, header));
}

function prepared({ header, hash, variant }: Block, backend: VectorBackend): Mismatch {
  // Only headers of this length are mined, and none of them is a chain's first.
  if (header.length !== backend.verushash.headerBytes || variant === 'sha256d') return null;
  return bytesDiffer('the hash by a job', hash, hashByJob(backend, header, 'node'));
}

function poolRule({ header, hash, variant, pool_rule }: Block, backend: VectorBackend): Mismatch {
  if (pool_rule === undefined || header.length !== backend.verushash.headerBytes) return null;
  let found: Uint8Array;
  try {
    found = hashByJob(backend, header, 'pool');
  } catch (error) {
    if (!(error instanceof HeaderRefusedError)) throw error;
    return pool_rule === 'reject' ? null : 'the rule of pools refuses the header';
  }
  if (pool_rule === 'reject') return 'the rule of pools takes the header';
  const expected = pool_rule === 'same' ? hash : plainHash(backend, variant, header);
  return bytesDiffer('the hash by the rule of pools', expected, found);
}

function hashByJob(backend: VectorBackend, header: Uint8Array, rule: HeaderRule): Uint8Array {
  const { verushash } = backend;
  using job = verushash.prepareJob(header, rule);
  return job.check(header.subarray(-verushash.tailBytes));
}

/** What a job computes once: the state of the sponge before the tail, and the key that it gives. */
function firstStages(vector: Scan, backend: VectorBackend): Mismatch {
  const { hashed_template: template, midstate } = vector;
  const absorbed = template.subarray(0, template.length - backend.verushash.tailBytes);
  const key = backend.step('verushash-key', midstate);
  return firstOf(
    () => bytesDiffer('the midstate', midstate, backend.step('verushash-v2', absorbed)),
    () => bytesDiffer('the beginning of the key', vector.key_first32, key.subarray(0, 32)),
    () => bytesDiffer('the end of the key', vector.key_last32, key.subarray(-32)),
    () => bytesDiffer('the SHA-256 of the key', vector.key_sha256, backend.step('sha256', key)),
  );
}

function noncesOf(vector: Scan, backend: VectorBackend): Mismatch {
  const { header, hashed_template: template, variant, nonces } = vector;
  using job = backend.verushash.prepareJob(header);
  for (const { nonce_space: tail, hash } of nonces) {
    const nonce = Number(numberOf(tail.subarray(-4)));
    const complete = joined(template.subarray(0, template.length - tail.length), tail);
    const below = littleEndian(numberOf(hash) - 1n, hash.length);
    const mismatch = firstOf(
      () => bytesDiffer(`the hash of nonce ${nonce}`, hash, job.check(tail)),
      () =>
        bytesDiffer(`the hash of template ${nonce}`, hash, plainHash(backend, variant, complete)),
      () => {
        const found = job.scan(tail, hash, nonce, 1);
        if (!found) return `a scan does not find nonce ${nonce} with its own hash as the target`;
        return bytesDiffer(`the hash that a scan gives of ${nonce}`, hash, found.hash);
      },
      () => job.scan(tail, below, nonce, 1) && `a scan finds nonce ${nonce} below its own hash`,
    );
    if (mismatch !== null) return mismatch;
  }
  return null;
}

import { createHash, randomBytes } from 'node:crypto';
import type { SolutionKernel } from '../../../platform/kernels/solution-kernel.ts';
import { packDifficulty } from '../../../protocols/beam/packed-difficulty.ts';
import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { beamGeneration, mainForks } from '../../../protocols/stratum/hds/beam-hash.ts';
import { decodeClientMessage } from '../../../protocols/stratum/hds/client-messages.ts';
import type { HdsVerdict } from '../../../protocols/stratum/hds/codes.ts';
import { maxLineLength, type HdsShare } from '../../../protocols/stratum/hds/job.ts';
import { hasPrefix, type NoncePrefix } from '../../../protocols/stratum/hds/nonce-prefix.ts';
import { encodeJob, encodeResult } from '../../../protocols/stratum/hds/server-messages.ts';
import type { AnyShare, Dialect, IssuedJob, PoolClient, PracticeJob } from '../dialect.ts';
import type { RejectReason } from '../pool-stats.ts';
import { miningAnswers } from './mining-answers.ts';

/** An input of which somebody knows the solutions: to find some takes a processor minutes. */
export interface KnownInput {
  /** 32 bytes */
  readonly input: Uint8Array;
  /** Of the block: by it the generation of BeamHash is chosen; that of the chain unless said. */
  readonly height?: number;
}

export interface HdsOptions {
  /** What the jobs are of, in turns, instead of new random inputs. */
  readonly inputs?: readonly KnownInput[];
  /** With what everybody's nonces begin; without it each client has three bytes of its own. */
  readonly noncePrefix?: NoncePrefix;
}

export type HdsKernel = Pick<SolutionKernel, 'verifyBeam' | 'beamTargetReached' | 'backend'>;

interface HdsPracticeJob extends PracticeJob, KnownInput {
  readonly height: number;
}

interface NamedShare extends AnyShare, HdsShare {}

/** What a node answers. It tells no more of a share than that it is bad, or late. */
const verdicts: Readonly<Record<RejectReason, HdsVerdict>> = {
  malformed: 'rejected',
  'invalid-solution': 'rejected',
  'time-out-of-range': 'rejected',
  'unknown-job': 'expired',
  stale: 'expired',
  duplicate: 'rejected',
  'low-difficulty': 'rejected',
  unauthorized: 'login-failed',
  'not-subscribed': 'login-failed',
};

/** What only nodes say: they pass over it when a client does. */
const ofNodes: readonly string[] = ['job', 'result', 'cancel'];

/** BeamHash III jobs for miners of Hds and Beam, at a node: whose words and whose severity it has. */
export function hds(
  kernel: HdsKernel,
  { inputs = [], noncePrefix }: HdsOptions = {},
): Dialect<HdsPracticeJob, NamedShare> {
  let served = 0;
  const prefixOf = ({ extranonce1 }: PoolClient): NoncePrefix => noncePrefix ?? toHex(extranonce1);
  const encodeIssued = (
    { job, id, difficulty }: IssuedJob<HdsPracticeJob>,
    prefix: NoncePrefix | null,
  ): string => {
    const { input, height } = job;
    return encodeJob({ id, input, height, difficulty: packDifficulty(difficulty) }, prefix);
  };
  return {
    checkedWith: kernel.backend,
    // A difficulty is a number of solutions, two of which a nonce has; there is none below one.
    difficulties: { start: 1, least: 1 },
    extranonceBytes: 3,
    maxLineLength,
    submitMethod: 'solution',
    isStrict: true,

    decode(line) {
      const message = decodeClientMessage(line);
      switch (message.kind) {
        case 'login':
          return { kind: 'login', id: message.id, worker: message.apiKey };
        case 'solution': {
          const { share } = message;
          return { kind: 'submit', id: share.jobId, share: { ...share, worker: '' } };
        }
        case 'wrong-length': {
          const { jobId: id, part, digits } = message;
          return { kind: 'bad-share', id, problem: `The ${part} has ${digits} digits.` };
        }
        case 'unknown':
          break;
      }
      return ofNodes.includes(message.method) ? { kind: 'courtesy', answer: null } : message;
    },
    // Clients read it as a number.
    jobId: (_job, number) => String(number),
    encodeWelcome(id, client, first) {
      const details = { noncePrefix: prefixOf(client), forks: mainForks };
      return encodeResult(String(id), 'success', details) + encodeIssued(first, prefixOf(client));
    },
    encodeDifficulty: () => '',
    encodeJob: (issued, client) => encodeIssued(issued, prefixOf(client)),
    encodeConsent: (id) => encodeResult(String(id), 'accepted'),
    encodeRefusal: (id, reason) => encodeResult(String(id), verdicts[reason]),
    refusals: miningAnswers.refusals,

    makeJob(tip) {
      const known = inputs[served % inputs.length];
      served += 1;
      return { tip, input: new Uint8Array(randomBytes(32)), height: tip.height, ...known };
    },
    check({ nonce, solution }, { job, difficulty, client, isNew }) {
      if (!hasPrefix(toHex(nonce), prefixOf(client))) {
        return { reason: 'malformed', message: 'Not a nonce of this client', hangUp: true };
      }
      const key = createHash('sha256').update(job.input).update(nonce).update(solution);
      if (!isNew(key.digest('base64'))) return { reason: 'duplicate' };
      const generation = beamGeneration(job.height);
      const found = kernel.verifyBeam(generation, job.input, nonce, solution);
      if (found !== 'valid') {
        return { reason: 'invalid-solution', message: `Invalid solution: ${found}` };
      }
      const isReached = kernel.beamTargetReached(solution, packDifficulty(difficulty));
      return isReached ? null : { reason: 'low-difficulty' };
    },
  };
}

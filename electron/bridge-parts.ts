import type { Clock } from './base/clock.ts';
import type { BridgeAlgorithm } from './contract/values/bridge.ts';
import { noKernels, type ShareKernels } from './features/bridge/dialects/kernels.ts';
import type { MakeLink } from './features/bridge/keeper/ports.ts';
import { loadKernel, loadSolutionKernel } from './platform/kernels/load-kernel.ts';
import type { Connect } from './pool-session/line-connection.ts';
import { openPoolSession } from './pool-session/open-session.ts';
import { PoolLink } from './pool-session/pool-link.ts';

/** Bits of the version that miners of Bitcoin may choose, by BIP 320. */
const versionMask = 0x1fff_e000;

export interface LinkMakerOptions {
  readonly connect: Connect;
  readonly clock: Clock;
  /** What we say we are: `rigwright/0.1.0`. */
  readonly userAgent: string;
}

/** Makes what keeps a bridge's sessions with its pools. */
export function linkMaker({ connect, clock, userAgent }: LinkMakerOptions): MakeLink {
  return (dialect, pools, listener) =>
    new PoolLink({
      pools,
      listener,
      clock,
      random: Math.random,
      open: (account, waiting) =>
        openPoolSession(account, { ...waiting, dialect, connect, clock, userAgent, versionMask }),
    });
}

/**
 * What shares of an algorithm are checked with.
 *
 * @throws {KernelUnavailableError}
 */
export async function loadShareKernels(algorithm: BridgeAlgorithm): Promise<ShareKernels> {
  if (algorithm === null) return noKernels;
  if (algorithm === 'beamhash') {
    const solutions = await loadSolutionKernel();
    return { name: solutions.backend, hash: null, solutions };
  }
  const hash = await loadKernel(algorithm);
  return { name: `${hash.backend} ${hash.path}`, hash, solutions: null };
}

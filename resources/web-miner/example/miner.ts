/**
 * The `miner` that the example client of spec 001 takes for granted, made of our kernel. It mines on
 * the thread of the page, as the example does: a real page leaves that to workers.
 */
import '../src/older-browsers.ts';
import { nonceSpaceOffset } from '../../../electron/protocols/stratum/verus/block-header.ts';
import { pickKernel } from '../../../electron/platform/kernels/pick-kernel.ts';
import { openWasmModule } from '../../../electron/platform/kernels/wasm-module.ts';
import { readFullWork } from '../src/bridge/work.ts';

/** Nonces that a call tries at most: a second or two, in which the page does not answer. */
const maxNonces = 2 ** 18;

type Found =
  | { readonly found: true; readonly nonce: number }
  | { readonly found: false; readonly next_nonce: number };

const module = await openWasmModule(await (await fetch('kernels.wasm')).arrayBuffer());
const kernel = pickKernel(module, 'wasm', 'verushash');
if (!kernel) throw new Error('the module has no VerusHash');

const miner = {
  /** @param work  as it came from the bridge */
  mine(work: Parameters<typeof readFullWork>[0]): Found {
    const { header, target, firstNonce, lastNonce } = readFullWork(work);
    const count = Math.min(maxNonces, lastNonce + 1 - firstNonce);
    using job = kernel.prepareJob(header, 'miner');
    const share = job.scan(header.slice(nonceSpaceOffset), target, firstNonce, count);
    if (!share) return { found: false, next_nonce: firstNonce + count };
    return { found: true, nonce: share.nonce };
  },
};

Object.assign(globalThis, { miner });
const client = document.createElement('script');
client.src = 'client.js';
document.body.append(client);

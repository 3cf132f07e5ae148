import type { Api } from '../../contract/index.ts';
import type { Miner } from '../../contract/values/miner.ts';
import type { Output } from '../output.ts';
import { chooseInstallable, chooseVersion } from './choose-miner.ts';

/** @param version  left out: all of them */
export async function removeMiner(
  api: Api,
  named: string,
  { version }: { readonly version?: string },
  output: Output,
): Promise<void> {
  const miner = await chooseInstallable(api, named);
  const { id, name, versions } = miner;
  const unwanted = version === undefined ? versions : [chooseVersion(miner, version)];
  await api.call('miners.remove', { minerId: id, ...(version !== undefined && { version }) });
  const removed = unwanted.map((each) => each.version);
  output.result({ minerId: id, removed }, [`Removed ${name} ${removed.join(', ')}.`]);
}

/** Switches to an installed version. @param version  left out: the one that was active before */
export async function switchMiner(
  api: Api,
  named: string,
  version: string | undefined,
  output: Output,
): Promise<void> {
  const { id } = await chooseInstallable(api, named);
  const miner = await api.call('miners.activate', {
    minerId: id,
    ...(version !== undefined && { version }),
  });
  output.result(miner, [`${miner.name} ${miner.version} is the one that is started now.`]);
  tellProblem(miner, output);
}

export async function cancelInstall(api: Api, named: string, output: Output): Promise<void> {
  const { id, name } = await chooseInstallable(api, named);
  const job = await api.call('miners.cancelInstall', { minerId: id });
  output.result(job, [
    job.state === 'done'
      ? `Too late: ${name} ${job.version} is installed.`
      : `Cancelled. “rigwright miners install ${id}” goes on from there.`,
  ]);
}

function tellProblem({ versions }: Miner, output: Output): void {
  const active = versions.find((version) => version.active);
  if (active?.problem == null) return;
  output.note(`! ${[active.problem, active.suggestion].filter(Boolean).join(' ')}`);
}

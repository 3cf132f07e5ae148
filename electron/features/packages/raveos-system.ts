import { mkdir } from 'node:fs/promises';
import type { PoolMode } from '../../contract/values/coin.ts';
import { PoolMode as PoolModes } from '../../contract/values/coin.ts';
import { readRaveosCommand } from '../../protocols/packages/raveos-command.ts';
import {
  raveosConfig,
  raveosDevices,
  type RaveosTask,
} from '../../protocols/packages/raveos-config.ts';
import { checkCommand } from './check-command.ts';
import { diskError } from './disk-error.ts';
import type { DriverParts, PackageProcess, PackageStart, PackageSystem } from './package-driver.ts';
import { ScriptFailedError } from './package-errors.ts';
import { copyVerified } from './package-files.ts';
import type { StartRequest } from './ports.ts';
import { raveosFigures } from './raveos-figures.ts';
import { runFolders, runRaveosScript, type RunFolders } from './raveos-script.ts';

/** How packages of RaveOS are started. */
export const raveosSystem: PackageSystem = { prepare };

async function prepare(start: PackageStart): Promise<PackageProcess> {
  const { shelf, parts, request, confinement, mask, log } = start;
  const folders = runFolders(request.folder);
  await makeFolders(folders);
  await copyVerified({
    name: shelf.package.name,
    files: await shelf.files(),
    from: shelf.content,
    to: folders.miner,
  });
  const task = await taskOf(parts, request, folders);
  const script = {
    confinement,
    content: shelf.content,
    folders,
    config: raveosConfig(task),
    mask,
  };
  const started = await runRaveosScript({ ...script, script: 'RAVINOS/start.py', network: 'none' });
  const command = started.text === null ? null : readRaveosCommand(started.text);
  if (command === null) {
    throw new ScriptFailedError(
      'start.py of the package did not call ravinos.run() with a command.',
      started.log.slice(-1_000),
    );
  }
  const checked = await checkCommand(command, [folders.miner, shelf.content]);
  if (checked.program !== null) await shelf.checkProgram(checked.program, mask(command.command));
  const miner = await confinement.miner({
    file: checked.file,
    args: checked.args,
    read: [shelf.content],
    write: [folders.work, folders.miner],
    logFile: folders.logFile,
  });
  return {
    ...miner,
    cwd: folders.work,
    pollStats: raveosFigures({ script, task, log }),
    files: [
      { name: 'ravinos.get_config()', text: mask(JSON.stringify(script.config, null, 2)) },
      { name: 'ravinos.run()', text: mask(command.command) },
      { name: 'start.py', text: started.log },
    ],
  };
}

async function makeFolders({ top, work, miner }: RunFolders): Promise<void> {
  try {
    for (const folder of [work, miner]) await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskError(error, top, top);
  }
}

async function taskOf(
  parts: DriverParts,
  request: StartRequest,
  folders: RunFolders,
): Promise<RaveosTask> {
  const { algorithm, coin, wallet, worker, login, email, pools, settings } = request;
  const cards = raveosDevices(await parts.devices());
  const text = (key: string): string => {
    const value = settings[key];
    return typeof value === 'string' ? value : '';
  };
  const mode = PoolModes.safeParse(settings['poolMode']);
  const poolMode: PoolMode = mode.success ? mode.data : 'standard';
  return {
    algorithm,
    coin,
    wallet,
    worker,
    login,
    email,
    pools,
    poolMode,
    workFolder: folders.work,
    minerFolder: folders.miner,
    logFile: folders.logFile,
    apiPort: await parts.freePort(),
    arguments: request.extraArguments,
    devices: cards.filter(({ id }) => request.devices?.includes(id) ?? true),
    userConfig: text('userConfig'),
    intensity: text('intensity'),
  };
}

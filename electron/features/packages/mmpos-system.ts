import { join } from 'node:path';
import { mmposGpuInfo, packageCards } from '../../protocols/packages/hiveos-cards.ts';
import {
  fillMmposPlaceholders,
  mmposLaunchArguments,
  type MmposTask,
} from '../../protocols/packages/mmpos-launch.ts';
import { portOf, statsPort } from '../../protocols/packages/stats-port.ts';
import { launchScript, readMmposPackage, statsScript, type MmposPackage } from './check-mmpos.ts';
import { layOut, writeBelow } from './foreign-root.ts';
import { mmposFigures } from './mmpos-figures.ts';
import type { DriverParts, PackageProcess, PackageStart, PackageSystem } from './package-driver.ts';
import { BadPackageError } from './package-errors.ts';
import type { PackageFile } from './package-files.ts';
import type { StartRequest } from './ports.ts';
import { readStrangeFile } from './read-strange-file.ts';
import { systemScripts } from './system-scripts.ts';

const maxScriptBytes = 256 * 1024;

/** How packages of mmpOS are started. */
export const mmposSystem: PackageSystem = { maxPools: 1, prepare };

async function prepare(start: PackageStart): Promise<PackageProcess> {
  const { shelf, parts, request, confinement, mask, log } = start;
  const scripts = systemScripts(parts.resources, 'mmpos');
  const { content, package: custom } = shelf;
  const files = await shelf.files();
  const read = await readMmposPackage(content, files, custom.archive);
  const { top } = read;
  // mmpOS makes the name of the address of the download, and no package relies on it.
  const at = `opt/mmp/miners/custom-${custom.archiveSha256.slice(0, 5)}`;
  const { root, miner } = await layOut(request.folder, at, {
    name: custom.name,
    files,
    content,
    top,
  });
  const cards = packageCards(await parts.devices());
  await writeBelow(root, { 'run/gpu-info.json': JSON.stringify(mmposGpuInfo(cards)) });
  const task = await taskOf(parts, request);
  const words = commandOf(read, task, request, files);
  const logFile = join(root, 'tmp/miner.log');
  const variables = { HOME: join(root, 'home/user'), TMPDIR: join(root, 'tmp') };
  const write = [miner, root] as const;
  const started = await confinement.miner({
    file: '/bin/bash',
    args: [join(scripts, 'run.sh'), logFile, ...words],
    read: [scripts],
    write,
    logFile,
  });
  const asks = await readStrangeFile(join(content, top, statsScript), maxScriptBytes);
  return {
    ...started,
    env: { ...started.env, ...variables },
    cwd: miner,
    pollStats: mmposFigures({
      script: {
        confinement,
        script: join(scripts, 'stats.sh'),
        args: [logFile, String(Math.max(1, cards.length))],
        read: [scripts],
        write,
        variables,
        answerIn: 'MMPOS_ANSWER',
        folder: request.folder,
        mask,
      },
      hasScript: read.hasStats,
      port: statsPort(asks ?? '') ?? fixedPort(asks) ?? task.apiPort,
      apiPort: task.apiPort,
      cards,
      log,
    }),
    files: [{ name: 'command', text: mask(words.join(' ')) }],
  };
}

/** Many stats scripts set the port of their miner in a variable. */
const fixedPort = (script: string | null): number | null =>
  portOf(/^\s*(?:MINER_)?API_PORT=["']?(\d{2,5})["']?\s*$/m.exec(script ?? '')?.[1]);

async function taskOf(parts: DriverParts, request: StartRequest): Promise<MmposTask> {
  const { algorithm, coin, pools, wallet, worker, settings } = request;
  const named = settings['coinName'];
  return {
    coin: typeof named === 'string' && named.trim() !== '' ? named.trim() : coin,
    algorithm,
    pool: pools[0] ?? { url: '', user: '', password: '' },
    wallet,
    worker,
    apiPort: await parts.freePort(),
  };
}

/**
 * Program and arguments. Older packages have no script to start with: theirs is the program of their
 * manifest, or the first of the extra arguments.
 */
function commandOf(
  { top, manifest, hasLaunch }: MmposPackage,
  task: MmposTask,
  { extraArguments }: StartRequest,
  files: readonly PackageFile[],
): string[] {
  if (hasLaunch) return [`./${launchScript}`, ...mmposLaunchArguments(task, extraArguments)];
  const filled = fillMmposPlaceholders(task, extraArguments);
  const options = manifest.programOptions.split(/\s+/).filter((word) => word !== '');
  if (manifest.program !== null) {
    return [`./${manifest.program}`, ...fillMmposPlaceholders(task, options), ...filled];
  }
  const [program = '', ...args] = filled;
  const path = program.replace(/^(?:\.\/)+/, '');
  if (files.some((file) => file.path === `${top}${path}`)) return [`./${path}`, ...args];
  throw new BadPackageError(
    program === ''
      ? 'The package does not say which program it starts.'
      : `The extra arguments begin with “${program.slice(0, 200)}”, which is no file of the package.`,
    {
      suggestion:
        'Begin the extra arguments of the profile with a program of the package, such as ./miner.sh.',
    },
  );
}

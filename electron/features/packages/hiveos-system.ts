import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { portOf, statsPort } from '../../protocols/packages/stats-port.ts';
import { hiveosGpuDetect, packageCards } from '../../protocols/packages/hiveos-cards.ts';
import { hiveosVariables } from '../../protocols/packages/hiveos-variables.ts';
import { shellAssignments } from '../../protocols/packages/shell-words.ts';
import { hiveosFolder } from './check-hiveos.ts';
import { copyCommands, layOut, writeBelow, type ForeignRoot } from './foreign-root.ts';
import { configureHiveos } from './hiveos-config.ts';
import { gpuStatsVariable, hiveosFigures } from './hiveos-figures.ts';
import type { PackageProcess, PackageStart, PackageSystem } from './package-driver.ts';
import { systemScripts } from './system-scripts.ts';
import { readStrangeFile } from './read-strange-file.ts';

const maxShownBytes = 64 * 1024;
const maxScriptBytes = 256 * 1024;

/** How packages of HiveOS are started. */
export const hiveosSystem: PackageSystem = { prepare };

async function prepare(start: PackageStart): Promise<PackageProcess> {
  const { shelf, parts, request, confinement, mask, log } = start;
  const scripts = systemScripts(parts.resources, 'hiveos');
  const { content, package: custom } = shelf;
  const files = await shelf.files();
  const { top, miner } = hiveosFolder(files, custom.archive);
  const placed = { name: custom.name, files, content, top };
  const at = `hive/miners/custom/${miner}`;
  const foreign = await layOut(request.folder, at, placed);
  const { root } = foreign;
  await copyCommands(join(scripts, 'bin'), [join(root, 'hive/bin'), join(root, 'hive/sbin')]);
  const cards = packageCards(await parts.devices());
  const { rig, wallet, agent } = hiveosVariables({
    ...request,
    miner,
    archive: custom.archive,
    cards,
  });
  await writeBelow(root, {
    'hive-config/rig.conf': shellAssignments(rig),
    'hive-config/wallet.conf': shellAssignments(wallet),
    'run/hive/agent.conf': shellAssignments(agent),
    'run/hive/gpu-detect.json': JSON.stringify(hiveosGpuDetect(cards)),
  });
  const script = {
    confinement,
    read: [scripts],
    write: [foreign.miner, root] as const,
    variables: {
      ...variablesOf(foreign, miner),
      ...gpuStatsVariable(cards, await parts.sensors()),
    },
    folder: request.folder,
    answerIn: 'HIVE_ANSWER',
    mask,
  };
  const configured = await configureHiveos({ ...script, script: join(scripts, 'config.sh') });
  const logFile = `${configured.log === '' ? join(root, 'var/log/miner/custom/custom') : configured.log}.log`;
  const started = await confinement.miner({
    file: '/bin/bash',
    args: [join(scripts, 'run.sh')],
    read: script.read,
    write: script.write,
    logFile,
  });
  const asks = await readStrangeFile(join(content, top, 'h-stats.sh'), maxScriptBytes);
  return {
    ...started,
    env: { ...started.env, ...script.variables },
    cwd: foreign.miner,
    pollStats: hiveosFigures({
      script: { ...script, script: join(scripts, 'stats.sh') },
      port: statsPort(asks ?? '') ?? portOf(configured.port),
      cards,
      sensors: parts.sensors,
      log,
    }),
    files: [
      { name: 'rig.conf', text: mask(shellAssignments(rig)) },
      { name: 'wallet.conf', text: mask(shellAssignments(wallet)) },
      { name: 'h-config.sh', text: configured.output },
      ...(await writtenConfig(root, configured.config, mask)),
    ],
  };
}

const variablesOf = ({ root }: ForeignRoot, miner: string): Readonly<Record<string, string>> => ({
  HIVE_ROOT: root,
  CUSTOM_MINER: miner,
  HOME: join(root, 'home/user'),
  TMPDIR: join(root, 'tmp'),
});

/** The configuration of the miner, where the package wrote one below the root. */
async function writtenConfig(
  root: string,
  file: string,
  mask: (text: string) => string,
): Promise<{ readonly name: string; readonly text: string }[]> {
  if (file === '') return [];
  const real = await realpath(file).catch(() => '');
  if (!real.startsWith(`${await realpath(root)}${sep}`)) return [];
  const text = await readStrangeFile(real, maxShownBytes);
  return text === null ? [] : [{ name: real.split(sep).at(-1) ?? '', text: mask(text) }];
}

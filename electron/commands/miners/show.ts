import type { Api } from '../../contract/index.ts';
import type { InstalledVersion, Miner, MinerSetting } from '../../contract/values/miner.ts';
import { columns, type Output } from '../output.ts';
import { bytesText, printableText, timeText } from '../words.ts';
import { chooseMiner } from './choose-miner.ts';
import { deviceWords, platformWords, stateText, trustText } from './words.ts';

export async function showMiner(api: Api, named: string, output: Output): Promise<void> {
  const miner = await chooseMiner(api, named);
  const jobs = await api.call('miners.installs', {});
  const installing = jobs.some(({ minerId, endedAt }) => minerId === miner.id && endedAt === null);
  output.result(miner, minerLines(miner, { installing }));
}

/** Everything that is known of a miner. */
export function minerLines(miner: Miner, state: { readonly installing: boolean }): string[] {
  const { name, id, description, licence, openSource, homepage, devFee, notes = [] } = miner;
  const facts = [
    ['Licence', `${licence}, ${openSource ? 'open source' : 'closed source'}`],
    ['Homepage', homepage ?? 'unknown'],
    ['Fee', devFee],
    ['Devices', miner.devices.map((device) => deviceWords[device]).join(', ')],
    ['Platforms', miner.platforms.map((platform) => platformWords[platform]).join(', ')],
    ['Algorithms', miner.algorithms.join(', ') || 'it does not say'],
    ['State', stateText(miner, state)],
    ...(miner.folder === null ? [] : [['Folder', miner.folder]]),
  ];
  return [
    printableText(`${name} (${id})`),
    ...(description === '' ? [] : [`  ${printableText(description)}`]),
    ...columns(facts.map(([label = '', text = '']) => [label, printableText(text)])),
    ...section('Versions', miner.versions.flatMap(versionLines)),
    ...section('Settings', columns(miner.settings.map(settingRow))),
    ...section('To know before', notes.map(printableText)),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];

function versionLines(version: InstalledVersion): string[] {
  const { verification, problem, suggestion, consentedAt } = version;
  const { text, level, source, archiveSha256, executableSha256, signedBy } = verification;
  const facts = [
    ['program', version.executable],
    ['source', source],
    ['SHA-256', `${executableSha256 ?? 'unknown'} (program)`],
    ['SHA-256', `${archiveSha256 ?? 'unknown'} (archive)`],
    ...(signedBy === null ? [] : [['signed by', signedBy]]),
    ['verified', timeText(verification.verifiedAt)],
    ...(consentedAt === null ? [] : [['agreed', timeText(consentedAt)]]),
  ];
  const mark = version.active ? '*' : '-';
  const head = `${version.version}  installed ${timeText(version.installedAt)}, ${bytesText(version.bytes)}`;
  return [
    `${mark} ${printableText(head)}  ${trustText(level)}`,
    `    ${printableText(text)}`,
    ...columns(facts.map(([label = '', fact = '']) => [label, printableText(fact)])).map(
      (line) => `    ${line}`,
    ),
    ...(problem === null
      ? []
      : [`    ! ${printableText([problem, suggestion].filter(Boolean).join(' '))}`]),
  ];
}

function settingRow({
  key,
  kind,
  min,
  max,
  choices,
  label,
  help,
  ...setting
}: MinerSetting): string[] {
  const limits = [min === null ? '' : `from ${min}`, max === null ? '' : `to ${max}`];
  const kinds =
    kind === 'choice' ? choices.join(' | ') : [kind, ...limits].filter(Boolean).join(' ');
  const usual = setting.default === null ? '' : `default ${String(setting.default)}`;
  return [key, kinds, usual, [label, help].filter(Boolean).join(': ')];
}

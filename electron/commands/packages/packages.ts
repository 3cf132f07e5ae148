import type { Api } from '../../contract/index.ts';
import type { CustomPackage } from '../../contract/values/package.ts';
import { agree, type Agreeing } from '../agree.ts';
import { columns, type Output } from '../output.ts';
import { bytesText, timeText, printableText } from '../words.ts';
import { choosePackage } from './choose-package.ts';
import { findingLines, formatWords, stateText } from './words.ts';

export async function listPackages(api: Api, output: Output): Promise<void> {
  const packages = await api.call('packages.list', {});
  const rows = packages.map((custom) => [
    custom.id,
    printableText(custom.name),
    printableText(custom.version),
    formatWords[custom.format],
    stateText(custom),
  ]);
  const none = 'There is no package yet. Bring one with “rigwright packages import”.';
  output.result(packages, rows.length === 0 ? [none] : columns(rows));
}

/** @param script  path of a script whose text is printed instead */
export async function showPackage(
  api: Api,
  named: string,
  { script: path }: { readonly script?: string },
  output: Output,
): Promise<void> {
  const custom = await choosePackage(api, named);
  if (path === undefined) {
    output.result(custom, packageLines(custom));
    return;
  }
  const script = await api.call('packages.script', { packageId: custom.id, path });
  const lines = script.text.split(/\r?\n/).map(printableText);
  if (lines.at(-1) === '') lines.pop();
  output.result(script, lines);
  if (script.truncated) output.note('The script is longer than what is shown.');
}

/** Agrees that the scripts of a package run. @throws {AppError} where nobody agreed */
export async function consentPackage(
  api: Api,
  named: string,
  agreeing: Agreeing,
  output: Output,
): Promise<void> {
  const { id, name, archive, archiveSha256, scripts, findings } = await choosePackage(api, named);
  const what = `“${printableText(name)}”`;
  for (const line of [
    `These scripts of ${what} run with the rights of your account, as far as they are not confined:`,
    ...columns(scripts.map(({ path, bytes }) => [`  ${printableText(path)}`, bytesText(bytes)])),
    ...findingLines(findings),
    `  Source   ${printableText(archive)}`,
    `  SHA-256  ${archiveSha256}`,
  ]) {
    output.note(line);
  }
  const risk = {
    question: `Let the scripts of ${what} run?`,
    without: `The scripts of ${what} do not run`,
    command: `rigwright packages consent ${id} --yes`,
    details: { archive, archiveSha256, scripts },
  };
  await agree(risk, agreeing);
  const agreed = await api.call('packages.consent', { packageId: id, archiveSha256 });
  output.result(agreed, [`You agreed that the scripts of ${what} run.`]);
}

export async function removePackage(api: Api, named: string, output: Output): Promise<void> {
  const { id, name } = await choosePackage(api, named);
  await api.call('packages.remove', { packageId: id });
  output.result({ packageId: id }, [`Removed ${printableText(name)}.`]);
}

function packageLines(custom: CustomPackage): string[] {
  const unsaid = 'it does not say';
  const facts = [
    ['Id', custom.id],
    ['Package', custom.package],
    ['Version', custom.version || unsaid],
    ['Format', formatWords[custom.format]],
    ['Maintainer', custom.maintainer || unsaid],
    ['Algorithms', custom.algorithms.join(', ') || unsaid],
    ['Programs', custom.executables.join(', ') || unsaid],
    ['Archive', custom.archive],
    ['SHA-256', custom.archiveSha256],
    ['Size', `${bytesText(custom.bytes)} unpacked`],
    ['Imported', timeText(custom.importedAt)],
    ['State', stateText(custom)],
  ];
  return [
    printableText(custom.name),
    ...(custom.description === '' ? [] : [`  ${printableText(custom.description)}`]),
    ...columns(facts.map(([label = '', text = '']) => [label, printableText(text)])),
    'Scripts:',
    ...columns(
      custom.scripts.map(({ path, bytes }) => [`  ${printableText(path)}`, bytesText(bytes)]),
    ),
    ...findingLines(custom.findings),
  ];
}

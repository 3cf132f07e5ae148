import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import type { Api } from '../../contract/index.ts';
import type { UploadId } from '../../contract/values/ids.ts';
import { PackageFinding, type CustomPackage } from '../../contract/values/package.ts';
import { exitCodes, type Output } from '../output.ts';
import { StatusLine } from '../status-line.ts';
import { printableText, shareText } from '../words.ts';
import { sendFile } from './send-file.ts';
import { findingLines, formatWords, isBroken } from './words.ts';

/** Takes a package in and tells what was found in it; ends as failed where it cannot be used. */
export async function importPackage(
  api: Api,
  path: string,
  signal: AbortSignal,
  output: Output,
): Promise<void> {
  const uploadId = await sent(api, path, { signal, output });
  const custom = await imported(api, uploadId, output);
  output.result(custom, importedLines(custom));
  if (isBroken(custom)) process.exitCode = exitCodes.failed;
}

async function sent(
  api: Api,
  path: string,
  { signal, output }: { readonly signal: AbortSignal; readonly output: Output },
): Promise<UploadId> {
  using line = new StatusLine();
  const name = printableText(basename(path));
  if (!output.json && !line.isTerminal) output.note(`Sending ${name}`);
  return await sendFile(api, path, {
    signal,
    tell: ({ receivedBytes, bytes }) => {
      if (!output.json) line.show(`Sending ${shareText(receivedBytes, bytes)}  ${name}`);
    },
  });
}

/** A package that is none at all is told with everything that is wrong with it. */
async function imported(api: Api, uploadId: UploadId, output: Output): Promise<CustomPackage> {
  try {
    return await api.call('packages.import', { uploadId });
  } catch (error) {
    const findings = z.array(PackageFinding).safeParse(error instanceof AppError && error.details);
    if (!output.json) for (const line of findingLines(findings.data ?? [])) output.note(line);
    throw error;
  }
}

function importedLines(custom: CustomPackage): string[] {
  const { id, name, version, format, scripts, consentedAt } = custom;
  const what = printableText(`${name} ${version}`.trim());
  const next = isBroken(custom)
    ? ['It cannot be used as it is. Ask whoever made the package to mend it.']
    : consentedAt !== null
      ? ['You have agreed before that its scripts run.']
      : [
          `Nothing of it runs before you agree. Look at its ${scripts.length} scripts:`,
          ...scripts.map(
            ({ path }) => `  rigwright packages show ${id} --script ${printableText(path)}`,
          ),
          `Then agree: rigwright packages consent ${id}`,
        ];
  return [
    `Imported ${what} for ${formatWords[format]}: ${id}`,
    ...findingLines(custom.findings),
    ...next,
  ];
}

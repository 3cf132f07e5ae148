import { join } from 'node:path';
import { silentLog } from '../base/log.ts';
import { computerChecks, terminalCheck } from '../checks.ts';
import type { DoctorCheck } from '../contract/values/system.ts';
import { examine } from '../features/doctor/doctor.ts';
import { dataFolder } from '../platform/files/data-folder.ts';
import { readServiceFile } from '../platform/files/service-file.ts';
import { PtyHostClient } from '../platform/pty/pty-host-client.ts';
import { connect, type ServiceOptions } from './connect.ts';
import { exitCodes, type Output } from './output.ts';

const signs = { ok: '✓', warning: '!', problem: '✗' } as const;

/** Asks the running service, which sees more; without one, examines the computer from here. */
export async function doctor(options: ServiceOptions, output: Output): Promise<void> {
  const folder = dataFolder({ override: options.data });
  const running = (await readServiceFile(folder)) !== undefined;
  const found = running ? await askService(options) : await examineHere(folder, options);
  output.result(found, [
    running ? 'The service runs; it says:' : 'The service does not run; this computer:',
    ...found.flatMap(({ status, title, text, suggestion }) => [
      `${signs[status]} ${title}: ${text}`,
      ...(suggestion === null ? [] : [`    ${suggestion}`]),
    ]),
  ]);
  if (found.some(({ status }) => status === 'problem')) process.exitCode = exitCodes.failed;
}

async function askService(options: ServiceOptions): Promise<DoctorCheck[]> {
  await using connection = await connect(options, { orStart: false });
  return connection.api.call('system.doctor', {});
}

async function examineHere(folder: string, { entries }: ServiceOptions): Promise<DoctorCheck[]> {
  // The list of live processes belongs to a service; this one has none to keep.
  const liveFile = join(folder, 'doctor-processes.json');
  await using ptyHost = new PtyHostClient({ entry: entries.ptyHost, liveFile, log: silentLog });
  return await examine([...computerChecks(folder), terminalCheck(ptyHost, process.cwd())]);
}

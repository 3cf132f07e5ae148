import { once } from 'node:events';
import type { Driver } from '../features/miners/ports.ts';
import { startService } from '../service.ts';
import { dataFolder } from '../platform/files/data-folder.ts';
import type { ServiceOptions } from './connect.ts';
import type { Output } from './output.ts';

export interface ServeOptions extends ServiceOptions {
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Folder of the built web app. */
  readonly webRoot: string;
  /** Miners besides the built-in one. */
  readonly drivers?: readonly Driver[];
  /** Ends the service. */
  readonly signal: AbortSignal;
}

/** Runs the service until it is told to end, then stops every miner before it answers. */
export async function serve(options: ServeOptions, output: Output): Promise<void> {
  const { entries, version, host, port, signal, webRoot, drivers = [] } = options;
  const folder = dataFolder({ override: options.data });
  await using service = await startService({
    host: 'headless',
    folder,
    entries,
    version,
    resume: true,
    listen: { host, port },
    webRoot,
    drivers,
  });
  output.result(
    { url: service.url, openUrl: service.openUrl, dataFolder: folder, pid: process.pid },
    [
      `Rigwright ${version} is running. Open this address in a browser:`,
      `  ${service.openUrl}`,
      `Data folder: ${folder}`,
      'End it with Ctrl+C; miners are stopped first.',
    ],
  );
  if (!signal.aborted) await once(signal, 'abort');
  output.note(`Ending (${String(signal.reason)}): stopping miners …`);
}

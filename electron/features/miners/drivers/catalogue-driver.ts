import { join } from 'node:path';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { minerDialect } from '../../../protocols/miner-output/miner-dialect.ts';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { LaunchFile } from '../catalogue/launch-schema.ts';
import { childEnvironment } from '../child-environment.ts';
import type { Driver, InstalledMiners, PrepareRequest, Prepared } from '../ports.ts';
import { writeSecretFile } from '../secret-file.ts';
import type { LaunchPlan, PlannedApi } from './launch-plan.ts';
import { launchValues, maskedPlan, planLaunch, planSecrets } from './launch-plan.ts';
import { fillArguments, fillJson, fillLines } from './launch-template.ts';
import { minerOfEntry } from './miner-of-entry.ts';
import { xmrigConfig } from './xmrig-config.ts';

export interface CatalogueDriverOptions {
  readonly installed: InstalledMiners;
  readonly platform: MinerPlatform;
  /** A port of the loopback interface that nobody listens on. */
  readonly freePort: () => Promise<number>;
  /** @returns random bytes */
  readonly random: (bytes: number) => Buffer;
  /** Of this program; the miner gets to see a part of it. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A token this long is not guessed. */
const tokenBytes = 24;

/** Starts a miner of the catalogue by what its entry says. */
export function catalogueDriver(entry: CatalogueEntry, options: CatalogueDriverOptions): Driver {
  const { installed, platform, environment = process.env } = options;
  const dialect = minerDialect(entry.api?.kind ?? null, entry.output);
  return {
    get miner() {
      return minerOfEntry(entry, { installed, platform, dialect });
    },
    dialect,
    async prepare(request: PrepareRequest): Promise<Prepared> {
      const { launch } = entry;
      if (!launch) throw new TypeError(`${entry.id} is not started from the catalogue`);
      const { file, folder: program } = await installed.executable(entry.id);
      const isGuarded = dialect.api?.proof === 'token';
      const api = entry.api ? await openApi(options, isGuarded) : undefined;
      const plan = planLaunch(entry, request, { api, platform, program });
      const paths = Object.fromEntries(
        launch.files.map(({ name }) => [name, join(request.folder, name)]),
      );
      const args = fillArguments(launch.arguments, launchValues(plan, paths));
      for (const part of launch.files) {
        await writeSecretFile(join(request.folder, part.name), fileText(part, plan, paths));
      }
      const shown = maskedPlan(plan);
      return {
        file,
        args: [...args, ...request.extraArguments],
        cwd: request.folder,
        env: childEnvironment(environment),
        api: api ? { url: apiUrl(entry, api), token: api.token } : null,
        secrets: planSecrets(plan),
        warmUpLimitMs: entry.warmUpLimitSeconds * 1_000,
        ...(entry.silenceLimitSeconds !== null && {
          silenceLimitMs: entry.silenceLimitSeconds * 1_000,
        }),
        files: launch.files.map((part) => ({
          name: part.name,
          text: fileText(part, shown, paths),
        })),
      };
    },
  };
}

/** An interface that asks for no token gets none, lest it be thought of as guarded. */
async function openApi(
  { freePort, random }: CatalogueDriverOptions,
  isGuarded: boolean,
): Promise<PlannedApi> {
  const token = isGuarded ? random(tokenBytes).toString('base64url') : '';
  return { host: '127.0.0.1', port: await freePort(), token };
}

const apiUrl = (entry: CatalogueEntry, { host, port }: PlannedApi): string =>
  `${entry.api?.transport ?? 'http'}://${host}:${port}`;

/** Writers of configurations that need more than places for values. */
const writers = { xmrig: xmrigConfig } as const;

function fileText(
  part: LaunchFile,
  plan: LaunchPlan,
  paths: Readonly<Record<string, string>>,
): string {
  if ('writer' in part) return writers[part.writer](plan);
  const values = launchValues(plan, paths);
  if ('lines' in part) return `${fillLines(part.lines, values).join('\n')}\n`;
  return `${JSON.stringify(fillJson(part.json, values) ?? {}, null, 2)}\n`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { env } = process;
const root = env['STANDIN_APP_ROOT'] ?? process.cwd();

const { name, productName, version } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as { readonly name: string; readonly productName?: string; readonly version: string };

/** What whoever starts the stand-in says about the app. */
export const environment = {
  /** Folder of the app's package.json. */
  root,
  name: productName ?? name,
  version,
  /** The app's userData unless it chooses another folder; undefined: a new one, when asked for. */
  userData: env['STANDIN_USER_DATA'],
  isPackaged: env['STANDIN_PACKAGED'] === '1',
  /** Whether windows are to be seen. */
  headed: env['STANDIN_HEADED'] === '1',
} as const;

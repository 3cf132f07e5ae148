import { isSecretName, launchNames } from '../drivers/launch-values.ts';
import type { Launch } from './launch-schema.ts';
import { place } from './launch-schema.ts';

/**
 * What is wrong with a template whose form is right: names that nothing stands behind, and secrets
 * where everybody can read them.
 *
 * @param settings  keys of the miner's own settings
 */
export function* launchProblems(
  launch: Launch,
  settings: readonly string[],
  { hasCoins }: { readonly hasCoins: boolean },
): Generator<string> {
  const inArguments = namesIn(launch.arguments);
  const inFiles = namesIn(launch.files);
  const used = new Set([...inArguments, ...inFiles]);
  const isWritten = launch.files.some((file) => 'writer' in file);
  const files = launch.files.map(({ name }) => `file.${name}`);
  const known = new Set([...launchNames, ...settings.map((key) => `setting.${key}`), ...files]);
  for (const name of used) {
    if (!known.has(name)) yield `{${name}} stands for nothing`;
  }
  for (const name of files) {
    if (!inArguments.has(name)) yield `{${name}} is not handed to the miner`;
  }
  const secrets = [...inArguments].filter(isSecretName);
  if (launch.secretsInArguments !== secrets.length > 0) {
    yield launch.secretsInArguments
      ? 'there are no secrets in the arguments'
      : `{${secrets[0]}} in the arguments can be seen by everybody on the rig`;
  }
  // A file that this program writes itself uses what it needs.
  if (isWritten) return;
  for (const key of settings) {
    if (!used.has(`setting.${key}`)) yield `the setting ${key} has no effect`;
  }
  if (hasCoins !== used.has('coin')) yield 'coins and {coin} go together';
  if (!used.has('algorithm')) yield '{algorithm} is missing';
}

/** Names of all places and conditions, however deep. */
function namesIn(template: unknown): Set<string> {
  if (typeof template === 'string') {
    return new Set([...template.matchAll(place)].map(([, name = '']) => name));
  }
  if (typeof template !== 'object' || template === null) return new Set();
  return new Set(
    Object.entries(template).flatMap(([key, value]) => [
      ...namesIn(value),
      ...(key === '$when' ? Object.keys(value as object) : []),
    ]),
  );
}

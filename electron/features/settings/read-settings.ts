import { Settings } from '../../contract/values/settings.ts';

export interface SettingProblem {
  readonly kind: 'unknown' | 'broken';
  /** One sentence for a person. */
  readonly text: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
}

/** A file full of nonsense must not fill the screen: the rest is counted. */
const maxProblems = 10;

/**
 * Settings as far as they can be used: each field that is missing or broken gets its default, the
 * others stay as they are.
 *
 * @param fileName  for the sentences
 */
export function readSettings(
  found: Readonly<Record<string, unknown>>,
  fileName: string,
): ReadSettings {
  const problems: SettingProblem[] = [];
  const defaults: Readonly<Record<string, unknown>> = Settings.parse({});
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(Settings.shape)) {
    const value = Object.hasOwn(found, name) ? found[name] : undefined;
    const parsed = field.safeParse(value);
    values[name] = parsed.success ? parsed.data : defaults[name];
    if (parsed.success) continue;
    const why = parsed.error.issues[0]?.message ?? 'it does not fit';
    const text = `The setting “${name}” in ${fileName} is not right (${why}), so the default is used: ${String(defaults[name])}.`;
    problems.push({ kind: 'broken', text });
  }
  for (const name of Object.keys(found)) {
    if (Object.hasOwn(Settings.shape, name)) continue;
    const text = `The setting “${name.slice(0, 60)}” in ${fileName} is unknown, so it has no effect.`;
    problems.push({ kind: 'unknown', text });
  }
  return { settings: Settings.parse(values), problems: limited(problems, fileName) };
}

function limited(problems: readonly SettingProblem[], fileName: string): SettingProblem[] {
  const shown = problems.slice(0, maxProblems);
  const left = problems.length - shown.length;
  if (left === 0) return shown;
  return [
    ...shown,
    { kind: 'unknown', text: `${left} more settings in ${fileName} are not right.` },
  ];
}

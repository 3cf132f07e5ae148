import { AppError } from '../base/app-error.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { Api } from '../contract/index.ts';
import type { Profile } from '../contract/values/profile.ts';
import type { Run } from '../contract/values/run.ts';

/** The profile a person named by name or id, or the one the dashboard would start. */
export async function chooseProfile(api: Api, named: string | undefined): Promise<Profile> {
  const profiles = await api.call('profiles.list', {});
  if (named !== undefined) {
    const found = profiles.filter(
      (profile) => profile.id === named || sameName(profile.name, named),
    );
    const [profile] = found;
    if (profile && found.length === 1) return profile;
    throw new ChoiceError(
      'no-such-profile',
      found.length === 0
        ? `There is no profile called “${named}”.`
        : `${found.length} profiles are called “${named}”: name one by its id.`,
      listed(profiles.map(({ id, name }) => `${name} (${id})`)),
    );
  }
  const { selectedProfileId } = await api.call('settings.get', {});
  const chosen = profiles.find((profile) => profile.id === selectedProfileId) ?? profiles[0];
  if (chosen) return chosen;
  throw new ChoiceError(
    'no-such-profile',
    'There is no profile yet.',
    'Make one on the Profiles page, or try “rigwright demo”.',
  );
}

const over: readonly Run['state'][] = ['stopped', 'failed'];
export const isActive = (run: Run): boolean => !over.includes(run.state);

/** The run a person named by its id or its profile's name, or the only active one. */
export async function chooseRun(
  api: Api,
  named: string | undefined,
  { active }: { readonly active: boolean },
): Promise<Run> {
  const runs = await api.call('runs.list', {});
  const candidates = active ? runs.filter(isActive) : runs;
  if (named === undefined) {
    const [run, another] = candidates.filter(isActive);
    if (run && !another) return run;
    const [newest] = candidates;
    if (newest && !active && !run) return newest;
    throw new ChoiceError(
      'no-such-run',
      candidates.length === 0 ? 'Nothing is running.' : 'More than one run is active.',
      candidates.length === 0
        ? 'Start a profile with “rigwright start”.'
        : listed(candidates.map((each) => `${each.profileName} (${each.id})`)),
    );
  }
  const found = candidates.find((run) => run.id === named || sameName(run.profileName, named));
  if (found) return found;
  throw new ChoiceError(
    'no-such-run',
    `There is no ${active ? 'active ' : ''}run called “${named}”.`,
    listed(candidates.map((run) => `${run.profileName} (${run.id})`)),
  );
}

const sameName = (left: string, right: string): boolean =>
  left.toLowerCase() === right.toLowerCase();

const listed = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `There are: ${names.slice(0, 20).join(', ')}.`;

class ChoiceError extends AppError {
  readonly code: ErrorCode;
  readonly userMessage: string;
  override readonly suggestion: string | undefined;
  constructor(code: ErrorCode, userMessage: string, suggestion: string | undefined) {
    super(userMessage);
    this.code = code;
    this.userMessage = userMessage;
    this.suggestion = suggestion;
  }
}

import type { Profile } from '../../contract/values/profile.ts';
import { fillAccount } from './fill-account.ts';
import type { Account, StartableProfile } from './ports.ts';
import { workerName } from './worker-name.ts';

/**
 * A profile as runs take it.
 *
 * @param accounts  its pools with their passwords, templates as they were written
 * @throws {ProfileFieldError} where a template cannot be filled in
 */
export function startableProfile(
  profile: Profile,
  accounts: readonly Account[],
  { coin, hostName }: { readonly coin: string | null; readonly hostName: string },
): StartableProfile {
  const { id, name, minerId, algorithm, wallet, login, email } = profile;
  const { threads, throttle, devices, settings, extraArguments } = profile;
  const worker = profile.worker === '' ? workerName(hostName) : profile.worker;
  const values = { wallet, worker, login, email, coin };
  return {
    id,
    name,
    minerId,
    algorithm,
    ...values,
    threads,
    throttle,
    devices,
    settings,
    extraArguments,
    pools: accounts.map((account, index) => fillAccount(account, index, values)),
  };
}

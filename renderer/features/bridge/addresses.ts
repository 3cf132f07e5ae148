import type { Bridge } from '../../../electron/contract/values/bridge.ts';

const everyAddress = /^([a-z+]+:\/\/)(0\.0\.0\.0|\[::\])(?=[:/]|$)/;

/**
 * The address of a door as others have to write it: one that listens on all addresses of the rig
 * names none of them.
 *
 * @param rigName  name or address by which the rig is reached
 */
export function reachableUrl(url: string, rigName: string): string {
  const host = rigName.includes(':') && !rigName.startsWith('[') ? `[${rigName}]` : rigName;
  return url.replace(everyAddress, (_all, scheme: string) => `${scheme}${host}`);
}

/** Whether only the rig itself can open it. */
export function isLoopbackUrl(url: string): boolean {
  return /^[a-z+]+:\/\/(127\.|localhost\b|\[::1\])/.test(url);
}

/** What stands where a miner is told its password. */
const passwordBlank = 'PASSWORD';

/**
 * A command line that mines through a bridge, for a usual miner of its dialect.
 *
 * @param url  where miners connect
 */
export function minerCommand(bridge: Bridge, url: string): string {
  const password = bridge.hasPassword ? passwordBlank : 'x';
  switch (bridge.dialect) {
    case 'verus':
      return `ccminer -a verus -o ${url} -u rig1 -p ${password}`;
    case 'stratum1':
      return `minerd -a ${bridge.algorithm ?? 'ALGORITHM'} -o ${url} -u rig1 -p ${password}`;
    case 'cryptonote':
      return `xmrig --coin monero -o ${url} -u rig1 -p ${password}`;
    case 'hds':
      break;
  }
  // These miners know one field only: the bridge takes the password from behind the name.
  const user = bridge.hasPassword ? `rig1:${passwordBlank}` : 'rig1';
  const tls = url.startsWith('stratum+ssl') ? 'on' : 'off';
  return `lolMiner --algo BEAM-III --pool ${url.replace(/^.*:\/\//, '')} --user ${user} --tls ${tls}`;
}

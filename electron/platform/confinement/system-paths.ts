import { readdir } from 'node:fs/promises';

/** What programs of Linux need to read to run at all, and nothing of a person's. */
export const systemFolders: readonly string[] = [
  '/usr',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/bin',
  '/sbin',
  '/opt',
  '/proc',
  '/sys',
  // Of /etc only what is the same for everybody: it also holds passwords and keys.
  ...[
    'alternatives',
    'ca-certificates',
    'crypto-policies',
    'gai.conf',
    'group',
    'host.conf',
    'hosts',
    'ld.so.cache',
    'ld.so.conf',
    'ld.so.conf.d',
    'ld.so.preload',
    'localtime',
    'nsswitch.conf',
    'nvidia',
    'OpenCL',
    'os-release',
    'passwd',
    'pki/ca-trust',
    'pki/tls/certs',
    'protocols',
    'resolv.conf',
    'services',
    'ssl/certs',
    'ssl/openssl.cnf',
    'timezone',
    'vulkan',
  ].map((name) => `/etc/${name}`),
  // Where resolv.conf leads to.
  '/run/systemd/resolve',
  '/run/resolvconf',
  '/run/NetworkManager/resolv.conf',
];

/** Devices that every program uses. */
export const plainDevices: readonly string[] = [
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/random',
  '/dev/urandom',
  '/dev/tty',
];

/** What miners compute on, and the terminals that some start scripts make. */
export async function minerDevices(): Promise<string[]> {
  const found = await readdir('/dev').catch(() => []);
  const cards = found.filter((name) => /^(?:nvidia|dri$|kfd$|dxg$)/.test(name));
  return [...plainDevices, '/dev/ptmx', '/dev/pts', ...cards.map((name) => `/dev/${name}`)];
}

import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

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

/** To be made anew for a program, where it gets a file system of its own; never shared. */
export const ownDevices: readonly string[] = ['/dev/shm'];

const uvmDevice = 'nvidia-uvm';
const makeDeviceTimeoutMs = 5_000;

/** What miners compute on, and the terminals that some start scripts make. */
export async function minerDevices(): Promise<string[]> {
  const before: string[] = await readdir('/dev').catch(() => []);
  if (before.includes('nvidiactl') && !before.includes(uvmDevice)) await makeUvmDevice();
  const found: string[] = await readdir('/dev').catch(() => []);
  const cards = found.filter((name) => /^(?:nvidia|dri$|kfd$|dxg$)/.test(name));
  return [...plainDevices, '/dev/ptmx', '/dev/pts', ...cards.map((name) => `/dev/${name}`)];
}

/**
 * CUDA has this device made by a program with root's rights when it is first used; a confined
 * program gets nobody's rights, so it is made before. Where that fails the miner says what is missing.
 */
async function makeUvmDevice(): Promise<void> {
  const run = promisify(execFile);
  await run('nvidia-modprobe', ['-u', '-c', '0'], { timeout: makeDeviceTimeoutMs }).catch(
    () => undefined,
  );
}

import { describe, expect, it } from 'vitest';
import { aBridge } from '../../testing/bridge-samples.ts';
import { isLoopbackUrl, minerCommand, reachableUrl } from './addresses.ts';
import { suggestPassword } from './suggest-password.ts';

describe('an address of a door', () => {
  it('names the rig where it listens on all of its addresses', () => {
    expect(reachableUrl('http://0.0.0.0:8080/', 'tower')).toBe('http://tower:8080/');
    expect(reachableUrl('stratum+tcp://[::]:3333', 'fd00::1')).toBe('stratum+tcp://[fd00::1]:3333');
    expect(reachableUrl('http://192.168.1.20:80/', 'tower')).toBe('http://192.168.1.20:80/');
  });

  it('is for this computer alone where it loops back', () => {
    expect(isLoopbackUrl('http://127.0.0.1:8080/')).toBe(true);
    expect(isLoopbackUrl('stratum+ssl://[::1]:3333')).toBe(true);
    expect(isLoopbackUrl('http://localhost:8080')).toBe(true);
    expect(isLoopbackUrl('http://tower:8080/')).toBe(false);
  });
});

describe('the command of a miner', () => {
  it.each([
    [{ dialect: 'verus' }, 'ccminer -a verus -o stratum+tcp://h:1 -u rig1 -p PASSWORD'],
    [
      { dialect: 'stratum1', algorithm: 'scrypt', hasPassword: false },
      'minerd -a scrypt -o stratum+tcp://h:1 -u rig1 -p x',
    ],
    [{ dialect: 'cryptonote' }, 'xmrig --coin monero -o stratum+tcp://h:1 -u rig1 -p PASSWORD'],
    [{ dialect: 'hds' }, 'lolMiner --algo BEAM-III --pool h:1 --user rig1:PASSWORD --tls off'],
  ] as const)('suits %o', (fields, command) => {
    expect(minerCommand(aBridge(fields), 'stratum+tcp://h:1')).toBe(command);
  });
});

it('suggests a password that nobody guesses or mistypes', () => {
  expect(suggestPassword()).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  expect(suggestPassword()).not.toBe(suggestPassword());
});

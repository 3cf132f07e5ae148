import { describe, expect, it } from 'vitest';
import { isPlainPath, movePaths } from './foreign-paths.ts';

describe('the folders of HiveOS and mmpOS in a script', () => {
  it.each([
    ['cd /hive/miners/custom/x', 'cd /R/hive/miners/custom/x'],
    ['cd /hive/custom/x', 'cd /R/hive/miners/custom/x'],
    ['A="/hive-config/rig.conf"', 'A="/R/hive-config/rig.conf"'],
    ['LOG=/var/log/miner/custom/$N', 'LOG=/R/var/log/miner/custom/$N'],
    ['> /run/hive/miner.1', '> /R/run/hive/miner.1'],
    ['${X:-/hive}', '${X:-/R/hive}'],
    ['jq . /run/gpu-info.json', 'jq . /R/run/gpu-info.json'],
    ['/opt/mmp/miners/a:/tmp/b', '/R/opt/mmp/miners/a:/R/tmp/b'],
    ['/hive /tmp', '/R/hive /R/tmp'],
  ])('moves %j to %j', (text, moved) => {
    expect(movePaths(text, '/R')).toBe(moved);
  });

  it.each([
    'https://example.org/hive/x',
    '$ROOT/hive/miners',
    '${ROOT}/tmp/x',
    './tmp/x ~/tmp ../hive',
    '/var/tmp/x',
    '/hives /hive_x /tmpfs /run/hive-x /var/log/miners',
    '/home/username',
    String.raw`s/\/hive\/x/`,
  ])('leaves %j', (text) => {
    expect(movePaths(text, '/R')).toBe(text);
  });

  it('are moved as the text of the folder is, whatever it means to a pattern', () => {
    expect(movePaths('/tmp', '/a$&b$1')).toBe('/a$&b$1/tmp');
  });

  it.each([
    ['/home/me/.config/rigwright/runs/1', true],
    ['/home/mé/a=b', true],
    ['/home/my rig', false],
    ["/home/it's", false],
    ['/a$b', false],
    ['/a*', false],
    ['relative', false],
  ])('can be moved below %j: %j', (path, can) => {
    expect(isPlainPath(path)).toBe(can);
  });
});

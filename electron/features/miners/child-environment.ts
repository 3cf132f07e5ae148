/**
 * What a miner gets to see of our environment: what programs need to work at all, and nothing that
 * could hold a secret. Names of Windows are compared as it does, in any case.
 */
const passedOn = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  // Windows
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'TEMP',
  'TMP',
  'PATHEXT',
  'COMSPEC',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
]);

/** The whole environment of a miner under a terminal that shows colours. */
export function childEnvironment(own: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(own).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && passedOn.has(entry[0].toUpperCase()),
  );
  return { ...Object.fromEntries(entries), TERM: 'xterm-256color' };
}

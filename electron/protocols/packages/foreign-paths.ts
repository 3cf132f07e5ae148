/** Folders and files of HiveOS and mmpOS that packages name, and the ones that are not theirs. */
const foreignPaths = [
  'hive-config',
  'hive',
  'var/log/miner',
  'var/run/hive',
  'run/hive',
  'run/gpu-info.json',
  'opt/mmp',
  'home/user',
  'tmp',
];

const pattern = new RegExp(
  // What stands before must not make it the end of a longer path.
  String.raw`(?<![\\\w./}~])/(?:${foreignPaths.map((path) => path.replaceAll('.', String.raw`\.`)).join('|')})(?![\w-])`,
  'g',
);

/**
 * Makes a script look for the folders of its system below another folder: `/hive/miners` becomes
 * `ROOT/hive/miners`. The old place of custom miners becomes the one of today.
 *
 * @param root  absolute, without anything that a shell would not take as it stands
 */
export function movePaths(text: string, root: string): string {
  return text
    .replaceAll(/(?<![\\\w./}~])\/hive\/custom(?![\w-])/g, () => '/hive/miners/custom')
    .replaceAll(pattern, (path) => `${root}${path}`);
}

/** Whether a path stands in a script for itself, with quotes around it or without. */
export const isPlainPath = (path: string): boolean => /^\/[\p{L}\p{N}_./@%+=:,-]*$/u.test(path);

const maxLength = 240;

/**
 * Whether a path that a package names stays inside of it: parts joined by `/`, none of them empty,
 * `.` or `..`, nothing that Windows would understand otherwise.
 */
export function isPackagePath(path: string): boolean {
  if (path === '' || path.length > maxLength) return false;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\\:*?"<>|\u0000-\u001f]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

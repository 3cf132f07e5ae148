import { fileURLToPath } from 'node:url';

/**
 * File of another process's entry, seen from an entry: beside it in the built program, in its own
 * folder while the sources run unbuilt.
 *
 * @param from    `import.meta.url` of an entry (a file that the build names as one)
 * @param source  path of the other entry's source, relative to `from`
 * @param name    name of the other entry in the build
 */
export function entryPath(from: string, source: string, name: string): string {
  return fileURLToPath(new URL(from.endsWith('.ts') ? source : `./${name}.js`, from));
}

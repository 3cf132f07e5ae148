import { AppError } from '../../base/app-error.ts';

/** A list of checksums that cannot be relied on. */
export class ChecksumListError extends AppError {
  readonly code = 'bad-file';
  readonly userMessage: string;
  override readonly suggestion =
    'Try again later, or choose another version; the publisher may have made a mistake.';

  /** @param problem  goes on after "because" */
  constructor(problem: string) {
    super(`list of checksums: ${problem}`);
    this.userMessage = `The list of checksums cannot be used, because ${problem}.`;
  }
}

/** Releases have some dozen files; a line is a hash and a name. */
const mostCharacters = 1_048_576;
const mostNames = 10_000;

/** As sha256sum writes it (GNU coreutils): `<hash>  <name>`, with `*` before the name for binary. */
const gnuLine = /^([0-9a-f]{64})[ \t]+\*?(\S.*)$/i;

/** As `sha256sum --tag` and the BSDs write it: `SHA256 (<name>) = <hash>`. */
const bsdLine = /^SHA2?-?256 ?\((.+)\) ?= ?([0-9a-f]{64})$/i;

/** Other hashes of the same file in the way of the BSDs. */
const otherHash =
  /^(MD5|SHA1|SHA224|SHA384|SHA512|SHA3-\d+|BLAKE2b|BLAKE3) ?\(.+\) ?= ?[0-9a-f]+$/i;

/**
 * Reads a list of SHA-256 checksums.
 *
 * @returns hashes as 64 small hexadecimal digits by the name of their file, without a leading `./`
 * @throws {ChecksumListError}  where a line is none of such a list, a name has two hashes, or it is too long
 */
export function readChecksumList(text: string): Map<string, string> {
  if (text.length > mostCharacters) throw new ChecksumListError('it is far too long');
  const hashes = new Map<string, string>();
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    const found = readLine(line.trim(), index + 1);
    if (!found) continue;
    const [name, hash] = found;
    if ((hashes.get(name) ?? hash) !== hash) {
      throw new ChecksumListError(
        `it names two checksums for ${JSON.stringify(name.slice(0, 80))}`,
      );
    }
    if (hashes.set(name, hash).size > mostNames) {
      throw new ChecksumListError('it names far too many files');
    }
  }
  return hashes;
}

/** @returns name and hash, undefined for a line that has none */
function readLine(line: string, number: number): readonly [string, string] | undefined {
  if (line === '' || line.startsWith('#') || otherHash.test(line)) return undefined;
  const gnu = gnuLine.exec(line);
  const bsd = bsdLine.exec(line);
  const [name, hash] = [gnu?.[2] ?? bsd?.[1], gnu?.[1] ?? bsd?.[2]];
  if (name === undefined || hash === undefined) {
    throw new ChecksumListError(`its line ${number} is no SHA-256 and a name`);
  }
  return [name.trim().replace(/^(\.\/)+/, ''), hash.toLowerCase()];
}

/** What has a name on the way to it, or why it cannot have it. */
export type EntryPath = { readonly path: string } | { readonly problem: string };

/** With the folder it is unpacked into it stays below the 260 of Windows. */
const longestName = 240;
/** What every file system takes. */
const longestPartBytes = 255;
const deepest = 32;
const tooLong = { problem: 'its name is too long' };

/** Devices of Windows, whatever follows the dot (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const reserved = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/** Control characters, and those that make text look like another. */
const unseen = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/**
 * The path of an entry, which leads to the same place on every system and never out of its folder.
 *
 * @param name  as it stands in the archive
 * @returns     relative, with `/`, empty for the folder itself
 */
export function entryPath(name: string): EntryPath {
  if (name.length > longestName) return tooLong;
  if (unseen.test(name)) return { problem: 'its name has control characters' };
  if (name.includes('\\')) return { problem: 'its name has a backslash' };
  if (name.startsWith('/')) return { problem: 'its name begins at the root of the disk' };
  if (/^[a-z]:/i.test(name)) return { problem: 'its name begins with a drive letter' };
  if (/[<>:"|?*]/.test(name))
    return { problem: 'its name has a character that Windows does not allow' };
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { problem: 'its name leads out of the folder' };
  if (parts.some((part) => Buffer.byteLength(part) > longestPartBytes)) return tooLong;
  if (parts.length > deepest) return { problem: `it lies more than ${deepest} folders deep` };
  if (parts.some((part) => /[. ]$/.test(part))) {
    return { problem: 'its name ends with a dot or a space, which Windows would leave out' };
  }
  if (parts.some((part) => reserved.test(part))) {
    return { problem: 'its name is that of a device of Windows' };
  }
  return { path: parts.join('/') };
}

/** Names of devices on Windows, which no folder there can have, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether a version can be the name of a folder on every system. */
export function isVersionName(text: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._+-]{0,59}$/.test(text) && !text.endsWith('.') && !reserved.test(text)
  );
}

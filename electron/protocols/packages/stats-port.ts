const maxLength = 256 * 1024;

/** `nc localhost 4068`, `http://127.0.0.1:4068/`, `/dev/tcp/localhost/4068` */
const address = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0)[:/ \t]{1,4}(\d{2,5})(?![\w.])/;

/** The port of this computer that a script names in plain figures; null where it names none. */
export function statsPort(script: string): number | null {
  const text = script.slice(0, maxLength).replaceAll(/^[ \t]*#.*$/gm, '');
  return portOf(address.exec(text)?.[1]);
}

/** @returns null where it is no port that a miner of ours could have */
export function portOf(text: string | undefined): number | null {
  const number = /^\d{2,5}$/.test(text ?? '') ? Number(text) : 0;
  return number >= 1 && number <= 65_535 ? number : null;
}

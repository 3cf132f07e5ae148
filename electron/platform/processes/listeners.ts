/** A socket that waits for connections. */
export interface Listener {
  /** In hexadecimal digits, as the kernel writes it. */
  readonly address: string;
  readonly inode: string;
}

/** State of a socket that listens (TCP_LISTEN in the kernel's tcp_states.h). */
const listening = '0A';

/**
 * Reads the text of /proc/net/tcp or /proc/net/tcp6 (proc_pid_net(5)).
 * @returns those who listen on a port; lines that are no such lines are passed over
 */
export function decodeListeners(text: string, port: number): Listener[] {
  const portDigits = port.toString(16).toUpperCase().padStart(4, '0');
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', , state] = fields;
    const inode = fields[9];
    const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local);
    if (match?.[1] === undefined || match[2] !== portDigits) return [];
    if (state !== listening || inode === undefined || !/^\d+$/.test(inode)) return [];
    return [{ address: match[1], inode }];
  });
}

/**
 * Addresses that a connection to 127.0.0.1 can reach, the one that it reaches first of all first.
 * Words are in the byte order of the machine, which is little-endian wherever we run.
 */
const reachedByLoopback = [
  '0100007F',
  // 127.0.0.1 written as an IPv6 address
  '0000000000000000FFFF00000100007F',
  '00000000',
  '0000000000000000FFFF000000000000',
  // All of IPv6, and so of IPv4 where it is not told otherwise
  '0'.repeat(32),
] as const;

/** Those among listeners of one port who get the connections to 127.0.0.1. */
export function loopbackListeners(listeners: readonly Listener[]): Listener[] {
  const address = reachedByLoopback.find((wanted) =>
    listeners.some((listener) => listener.address === wanted),
  );
  return listeners.filter((listener) => listener.address === address);
}

import { networkInterfaces } from 'node:os';

/** Addresses that stand for all of this computer's. */
const everywhere = new Set(['0.0.0.0', '::', '']);
const maxShown = 4;

export type Reach = 'this computer' | 'the network';

export const reachOf = (host: string): Reach =>
  isLoopback(host) ? 'this computer' : 'the network';

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address.startsWith('127.');
}

/** Addresses under which others find what listens at `host`. */
export function namesOf(host: string): readonly string[] {
  if (!everywhere.has(host)) return [host];
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const names = own.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
  // Others first: what this computer calls itself helps nobody else.
  return names.toSorted((a, b) => Number(isLoopback(a)) - Number(isLoopback(b))).slice(0, maxShown);
}

/** @param url  as the bridge tells it  @returns the same under each address of this computer */
export function reachableUrls(url: string, host: string): readonly string[] {
  return namesOf(host).map((name) =>
    url.replace(/\/\/(?:\[[^\]]*\]|[^:/]*)/, `//${name.includes(':') ? `[${name}]` : name}`),
  );
}

export interface Audience {
  readonly host: string;
  /** null: no such door. */
  readonly webUrl: string | null;
  readonly tcpUrl: string | null;
  /** Whether there was any client at all. */
  readonly hasClients: boolean;
}

/** Why nobody, or nobody else than this computer, is connected, and what may help. */
export function loneText({ host, webUrl, tcpUrl, hasClients }: Audience): string {
  const who = hasClients ? 'Nobody but this computer has connected' : 'Nobody has connected';
  if (reachOf(host) === 'this computer') {
    return `${who} yet. Only programs of this computer can: --host 0.0.0.0 lets in the network, too.`;
  }
  const url = webUrl ?? tcpUrl ?? '';
  const [first = url] = reachableUrls(url, host);
  const port = /:(\d+)\/?$/.exec(url)?.[1] ?? '';
  const page =
    webUrl === null ? '' : ' A page of another web server needs --origin with its address.';
  return `${who} yet. Try ${first} from another device; where that fails a firewall may be in the way. Let TCP port ${port} in: “sudo ufw allow ${port}/tcp” on Linux, “Allow an app through Windows Firewall” on Windows.${page}`;
}

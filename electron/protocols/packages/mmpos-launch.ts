/** What mmpOS fills into commands and arguments. */
export interface MmposTask {
  readonly coin: string | null;
  readonly algorithm: string;
  /** The pool that is preferred, templates filled in. */
  readonly pool: { readonly url: string; readonly user: string; readonly password: string };
  readonly wallet: string;
  readonly worker: string;
  readonly apiPort: number;
}

/**
 * The arguments of mmp-launch.sh. The password is one of them, because mmpOS knows no other way.
 *
 * @param more  extra arguments, which it gets as they are
 * Source: custom_miner/mmp-launch.txt of ddobreff/mmpos.
 */
export function mmposLaunchArguments(task: MmposTask, more: readonly string[]): string[] {
  const { host, port } = poolAddress(task.pool.url);
  return [
    ['--coin', task.coin ?? task.algorithm],
    ['--pool', port === '' ? host : `${host}:${port}`],
    ['--user', task.pool.user],
    ['--password', task.pool.password],
    ['--api-port', String(task.apiPort)],
  ]
    .flat()
    .concat(fillMmposPlaceholders(task, more));
}

/** Fills in what stands between percent signs, such as %wallet_address%. */
export function fillMmposPlaceholders(task: MmposTask, words: readonly string[]): string[] {
  const { pool, wallet, worker, apiPort } = task;
  const { protocol, host, port } = poolAddress(pool.url);
  const values: ReadonlyMap<string, string> = new Map([
    ['pool_protocol', protocol],
    ['pool_server', host],
    ['pool_port', port],
    ['user', pool.user],
    ['wallet_address', wallet],
    ['rig_name', worker],
    // Which of several miners of a rig this is; here each has its own profile.
    ['miner_id', ''],
    ['password', pool.password],
    ['api_port', String(apiPort)],
  ]);
  return words.map((word) =>
    word.replaceAll(/%(\w{1,30})%/g, (all, name: string) => values.get(name) ?? all),
  );
}

function poolAddress(url: string): {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
} {
  const [, scheme = '', rest = ''] = /^([a-z0-9+.-]+:\/\/)?([^/]*)/i.exec(url) ?? [];
  const [, host = rest, port = ''] = /^(.*):(\d{1,5})$/.exec(rest) ?? [];
  return { protocol: scheme, host, port };
}

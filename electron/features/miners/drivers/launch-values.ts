/** What a place in a template can hold. Undefined and '' mean: there is no value. */
export type LaunchValue = string | number | boolean | undefined;

/** What a template is filled in with. */
export interface LaunchValues {
  /** By name; the first pool is `pool` and `pool0`, the others `pool1`, `pool2` and so on. */
  readonly values: Readonly<Record<string, LaunchValue>>;
  /** Values of each, for `$each`; undefined: nobody said which, so the miner takes all. */
  readonly lists: {
    readonly pool: readonly Readonly<Record<string, LaunchValue>>[];
    readonly device: readonly Readonly<Record<string, LaunchValue>>[] | undefined;
  };
}

/** Names that hold something nobody else may see. */
export const secretNames: ReadonlySet<string> = new Set([
  'wallet',
  'login',
  'email',
  'api.token',
  'pool.user',
  'pool.password',
]);

const poolNames = ['url', 'address', 'host', 'port', 'transport', 'tls', 'user', 'password'];

/** Names that every template may use, beside `setting.…` and `file.…`. */
export const launchNames: ReadonlySet<string> = new Set([
  'algorithm',
  'request.algorithm',
  'coin',
  'wallet',
  'worker',
  'login',
  'email',
  'threads',
  'platform',
  'folder',
  'program',
  'api.host',
  'api.port',
  'api.token',
  'device',
  ...['pool', 'pool0', 'pool1', 'pool2', 'pool3'].flatMap((pool) =>
    poolNames.map((name) => `${pool}.${name}`),
  ),
]);

/** Whether what a place of this name holds is secret: `pool1.user` as well as `pool.user`. */
export const isSecretName = (name: string): boolean =>
  secretNames.has(name.replace(/^pool\d\./, 'pool.'));

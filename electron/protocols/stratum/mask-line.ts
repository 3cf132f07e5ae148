/** Dialects that can be recorded. */
export type MaskedDialect = 'verus' | 'stratum1' | 'cryptonote' | 'hds' | 'ethproxy' | 'ethstratum';

/** What stands in the place of a secret. */
export const masks = { user: '<user>', password: '<password>' } as const;

type Mask = keyof typeof masks;

/** Where secrets stand in the params of a method: by place, or by name. */
type Places = Readonly<Record<string, Mask>>;

const mining: Readonly<Record<string, Places>> = {
  'mining.authorize': { 0: 'user', 1: 'password' },
  'mining.submit': { 0: 'user' },
};

const places: Readonly<Record<MaskedDialect, Readonly<Record<string, Places>>>> = {
  verus: mining,
  stratum1: mining,
  ethstratum: { ...mining },
  cryptonote: { login: { login: 'user', pass: 'password', rigid: 'user' } },
  // All that this dialect says stands beside the method.
  hds: { login: { api_key: 'user' } },
  ethproxy: {
    eth_submitLogin: { 0: 'user', 1: 'password' },
    eth_login: { 0: 'user', 1: 'password' },
  },
};

/** What some write beside the params. */
const besides: Places = { worker: 'user' };

/**
 * A line of a dialect without the accounts, wallets, workers and passwords in it. What is no message of
 * a client stays as it is, but for the secrets that are given.
 *
 * @param secrets  texts that must not stand anywhere, such as the wallet, of 4 characters or more: a
 *                 pool may repeat them in an answer
 */
export function maskLine(
  dialect: MaskedDialect,
  line: string,
  secrets: Iterable<string> = [],
): string {
  return withoutSecrets(maskMessage(dialect, line), secrets);
}

function maskMessage(dialect: MaskedDialect, line: string): string {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return line;
  }
  if (!isRecord(message) || typeof message['method'] !== 'string') return line;
  const known = places[dialect];
  const method = message['method'];
  const where = Object.hasOwn(known, method) ? (known[method] ?? {}) : {};
  const { params } = message;
  const inside = isRecord(params) ? { ...message, params: mask(params, where) } : message;
  return JSON.stringify(mask(inside, dialect === 'hds' ? where : besides));
}

function mask(
  values: Readonly<Record<string, unknown>>,
  where: Places,
): Readonly<Record<string, unknown>> | readonly unknown[] {
  const entries = Object.entries(values).map(([key, value]): [string, unknown] => {
    const isSecret = Object.hasOwn(where, key) && value !== '' && value !== null;
    return [key, isSecret ? masks[where[key] ?? 'user'] : value];
  });
  return Array.isArray(values) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Shorter ones, such as the password "x", stand in every other word. */
const minSecret = 4;

function withoutSecrets(line: string, secrets: Iterable<string>): string {
  let masked = line;
  // The longer first: one may be a part of another.
  for (const secret of [...secrets].sort((one, other) => other.length - one.length)) {
    if (secret.length >= minSecret) masked = masked.replaceAll(secret, masks.user);
  }
  return masked;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

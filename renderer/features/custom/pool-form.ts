import type { Coin, PoolAuthType, PoolPreset } from '../../../electron/contract/values/coin.ts';
import {
  connectionTypeBits,
  PoolDraft,
  poolModeBits,
} from '../../../electron/contract/values/coin.ts';
import type { PlainMessageKey } from '../../locales/t.ts';
import { t } from '../../locales/t.ts';
import type { FieldError } from '../profiles/field-message.ts';

export interface UrlForm {
  /** Keeps a row its own while rows are moved. */
  readonly key: number;
  url: string;
  region: string;
  tls: boolean;
}

/** A pool as the form holds it. */
export interface PoolForm extends Omit<PoolDraft, 'coinId' | 'urls'> {
  /** Empty until one is chosen. */
  coinId: string;
  urls: UrlForm[];
}

/** As many as the contract takes. */
export const maxUrls = 16;

/** What a pool of each kind is mostly told. */
export const usualWalletTemplate: Readonly<Record<PoolAuthType, string>> = {
  wallet: '%EWAL%',
  'wallet-worker': '%EWAL%.%WORKER%',
  login: '%LOGIN%',
  'login-worker': '%LOGIN%.%WORKER%',
  email: '%EMAIL%',
};

let lastKey = 0;

export function emptyUrl(): UrlForm {
  lastKey += 1;
  return { key: lastKey, url: '', region: '', tls: false };
}

export function newPoolForm(): PoolForm {
  return {
    name: '',
    coinId: '',
    walletTemplate: usualWalletTemplate['wallet-worker'],
    urlTemplate: '%URL%',
    passwordTemplate: 'x',
    authType: 'wallet-worker',
    mode: 'standard',
    connection: 'tcp',
    dialect: null,
    urls: [emptyUrl()],
  };
}

export function poolForm(pool: PoolPreset): PoolForm {
  const urls = pool.urls.map((each) => ({ ...emptyUrl(), ...each, region: each.region ?? '' }));
  return { ...PoolDraft.parse(pool), urls };
}

/** The template follows the kind of login as long as it is a usual one. */
export function chooseAuthType(form: PoolForm, authType: PoolAuthType): void {
  const usual = Object.values(usualWalletTemplate);
  const own = form.walletTemplate.trim();
  if (own === '' || usual.includes(own)) form.walletTemplate = usualWalletTemplate[authType];
  form.authType = authType;
}

/** The dialect follows the coin: pools of one coin mostly speak the same. */
export function chooseCoin(form: PoolForm, coin: Coin, known: readonly PoolPreset[]): void {
  form.coinId = coin.id;
  const other = known.find(({ coinId, dialect }) => coinId === coin.id && dialect !== null);
  if (form.dialect === null && other) form.dialect = other.dialect;
}

/** Every address of such a pool is encrypted. */
export const isAllEncrypted = ({ connection }: Pick<PoolDraft, 'connection'>): boolean =>
  connection === 'ssl' || connection === 'tls';

/** `pool_type`, as packages of RaveOS are told it. */
export const poolTypeOf = ({ connection, mode }: Pick<PoolDraft, 'connection' | 'mode'>): number =>
  connectionTypeBits[connection] + poolModeBits[mode];

/** Names of fields that still have to be filled in. */
export function poolLacks(form: PoolForm): string[] {
  const lacks: (PlainMessageKey | false)[] = [
    form.name.trim() === '' && 'pool-form.name',
    form.walletTemplate.trim() === '' && 'pool-form.wallet',
    form.urlTemplate.trim() === '' && 'pool-form.url',
    form.coinId === '' && 'pool-form.coin',
    form.urls.every(({ url }) => url.trim() === '') && 'pool-form.address',
  ];
  return lacks.filter((lack) => lack !== false).map((lack) => t(lack));
}

const messages: Readonly<Partial<Record<string, PlainMessageKey>>> = {
  name: 'pool-form.error-name',
  walletTemplate: 'pool-form.error-template',
  urlTemplate: 'pool-form.error-template',
  passwordTemplate: 'pool-form.error-template',
  coinId: 'pool-form.error-coin',
};

/** The contract's shape decides; the words are the window's. */
export function poolErrors(form: PoolForm): FieldError[] {
  const { error } = PoolDraft.safeParse({ ...form, urls: form.urls.map(urlInput) });
  const found = new Map<string, FieldError>();
  for (const { path } of error?.issues ?? []) {
    const name = path.join('.');
    const field = String(path.at(-1));
    const key =
      messages[name] ?? (field === 'region' ? 'pool-form.error-region' : 'pool-form.error-address');
    found.set(name, { name, message: t(key) });
  }
  for (const field of ['walletTemplate', 'urlTemplate'] as const) {
    if (form[field].trim() === '') {
      found.set(field, { name: field, message: t('pool-form.error-no-template') });
    }
  }
  return [...found.values()];
}

/** @throws {ZodError} where {@link poolErrors} has something to say */
export const toPoolDraft = (form: PoolForm): PoolDraft =>
  PoolDraft.parse({ ...form, urls: form.urls.map(urlInput) });

/** What can be looked at before the form is complete; null where the coin or any address is missing. */
export function previewPool(form: PoolForm): Omit<PoolDraft, 'name'> | null {
  const urls = form.urls.map(urlInput).filter(({ url }) => url !== '');
  return PoolDraft.omit({ name: true }).safeParse({ ...form, urls }).data ?? null;
}

function urlInput({ url, region, tls }: UrlForm): PoolDraft['urls'][number] {
  return { url: url.trim(), region: region.trim() === '' ? null : region.trim(), tls };
}

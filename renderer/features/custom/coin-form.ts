import type { Coin } from '../../../electron/contract/values/coin.ts';
import { CoinDraft } from '../../../electron/contract/values/coin.ts';
import type { PlainMessageKey } from '../../locales/t.ts';
import { t } from '../../locales/t.ts';
import type { FieldError } from '../profiles/field-message.ts';

/** A coin as the form holds it. */
export interface CoinForm {
  name: string;
  symbol: string;
  algorithm: string;
}

const labels = {
  name: 'coin.name',
  symbol: 'coin.symbol',
  algorithm: 'coin.algorithm',
} as const satisfies Readonly<Record<keyof CoinForm, PlainMessageKey>>;

const messages: Readonly<Record<keyof CoinForm, PlainMessageKey>> = {
  name: 'coin.error-name',
  symbol: 'coin.error-symbol',
  algorithm: 'coin.error-algorithm',
};

export function coinForm(coin: Coin | null): CoinForm {
  return {
    name: coin?.name ?? '',
    symbol: coin?.symbol ?? '',
    algorithm: coin?.algorithm ?? '',
  };
}

/** Names of fields that still have to be filled in. */
export function coinLacks(form: CoinForm): string[] {
  return (['name', 'symbol', 'algorithm'] as const)
    .filter((field) => form[field].trim() === '')
    .map((field) => t(labels[field]));
}

/** The contract's shape decides; the words are the window's. */
export function coinErrors(form: CoinForm): FieldError[] {
  const { error } = CoinDraft.safeParse(form);
  const fields = (error?.issues ?? []).map(({ path }) => path[0] as keyof CoinForm);
  return [...new Set(fields)].map((name) => ({ name, message: t(messages[name]) }));
}

/** @throws {ZodError} where {@link coinErrors} has something to say */
export const toCoinDraft = (form: CoinForm): CoinDraft => CoinDraft.parse(form);

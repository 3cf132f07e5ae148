import type { PoolDraft } from '../../../electron/contract/values/coin.ts';

/** Words that a person gives for a trial, by the placeholders they stand for. */
export const trialFields = {
  wallet: '%EWAL%',
  worker: '%WORKER%',
  login: '%LOGIN%',
  email: '%EMAIL%',
  password: '%PASS%',
} as const;
export type TrialField = keyof typeof trialFields;
export type TrialValues = Record<TrialField, string>;

/** All placeholders there are, in the order in which they are explained. */
export const placeholders = ['EWAL', 'WORKER', 'LOGIN', 'EMAIL', 'PASS', 'URL', 'COIN'] as const;

/** Which words the templates of a pool ask for. */
export function usedFields({
  walletTemplate,
  passwordTemplate,
}: Pick<PoolDraft, 'walletTemplate' | 'passwordTemplate'>): TrialField[] {
  const text = `${walletTemplate}\n${passwordTemplate}`.replaceAll('%%', '');
  const fields = Object.keys(trialFields) as TrialField[];
  return fields.filter((field) => text.includes(trialFields[field]));
}

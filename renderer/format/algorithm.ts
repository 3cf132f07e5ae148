import { t } from '../locales/t.ts';

/** An algorithm as a person knows it; one that has no such name as its miner calls it. */
export function formatAlgorithm(algorithm: string): string {
  if (algorithm === 'verushash') return t('algorithm.verushash');
  return algorithm === 'sha256d' ? t('algorithm.sha256d') : algorithm;
}

import { algorithmNames, isAlgorithmName } from '../../electron/contract/values/algorithm-names.ts';

/** An algorithm as a person knows it; one that has no such name as its miner calls it. */
export function formatAlgorithm(algorithm: string): string {
  return isAlgorithmName(algorithm) ? algorithmNames[algorithm] : algorithm;
}

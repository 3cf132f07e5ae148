/** What earns with an algorithm: a processor, a graphics card, or only a machine made for it. */
export type MinedOn = 'cpu' | 'gpu' | 'asic';

/** The groups of `algorithm-names.ts` that are for processors. */
const forProcessors =
  /^(?:rx\/|cn[/-]|argon2|yescrypt|yespower|xelishash|(?:ghostrider|verushash|mike|minotaurx|astrobwt\/v3|spectrex|randomepic|rinhash|power2b|cpupower|flex)$)/;

/** CryptoNight GPU is the one of its family that is not. */
const notForProcessors: ReadonlySet<string> = new Set(['cn/gpu']);

/** Machines for these are sold, and nothing else keeps up with them. */
const forMachines: ReadonlySet<string> = new Set([
  'sha256d',
  'scrypt',
  'x11',
  'groestl',
  'skein',
  'qubit',
  'blake2s',
  'lyra2rev3',
  'kheavyhash',
  'blake3/alph',
  'blake3/decred',
  'equihash/200_9',
  'cuckatoo32',
]);

export function minedOn(algorithm: string): MinedOn {
  if (forMachines.has(algorithm)) return 'asic';
  return forProcessors.test(algorithm) && !notForProcessors.has(algorithm) ? 'cpu' : 'gpu';
}

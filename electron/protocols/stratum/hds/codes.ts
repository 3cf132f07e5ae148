/** What a node answers with. Only the first four are ever seen: for the others it hangs up. */
export const nodeCodes = {
  /** To a login. */
  success: 0,
  accepted: 1,
  rejected: 2,
  expired: 3,
  corrupted: -32_000,
  'unknown-method': -32_001,
  'empty-id': -32_002,
  /** Pools say it for other reasons, too. */
  'login-failed': -32_003,
} as const;

/** What pools answer with besides. They differ: some say `stale` of a wrong solution. */
export const poolCodes = {
  'invalid-solution': -32_004,
  'solution-size': -32_005,
  duplicate: -32_006,
  'nonce-size': -32_007,
  stale: -32_008,
  'low-difficulty': -32_009,
  unauthorized: -32_010,
} as const;

export type HdsVerdict = keyof typeof nodeCodes | keyof typeof poolCodes;

/** The code of each, for those who answer. */
export const hdsCodes: Readonly<Record<HdsVerdict, number>> = { ...nodeCodes, ...poolCodes };

/** What stands beside the code. It is for people: programs write what they like. */
export const descriptions: Readonly<Record<HdsVerdict, string>> = {
  success: 'Success',
  accepted: 'accepted',
  rejected: 'rejected',
  expired: 'expired',
  corrupted: 'Message corrupted',
  'unknown-method': 'Unknown method',
  'empty-id': 'ID is empty',
  'login-failed': 'Login failed',
  'invalid-solution': 'Invalid solution',
  'solution-size': 'Incorrect size of solution',
  duplicate: 'Duplicate share',
  'nonce-size': 'Incorrect size of nonce',
  stale: 'Stale share',
  'low-difficulty': 'Low difficulty share',
  unauthorized: 'Unauthorized worker',
};

/** @param code  of the result of a login */
export function isLoggedIn(code: number): boolean {
  return code >= 0;
}

/** @param code  of the result of a solution */
export function isAccepted(code: number): boolean {
  return code === hdsCodes.accepted;
}

/** What a code stands for; undefined: it is that pool's own. */
export function verdictOf(code: number): HdsVerdict | undefined {
  const verdicts = Object.keys(hdsCodes) as HdsVerdict[];
  return verdicts.find((verdict) => hdsCodes[verdict] === code);
}

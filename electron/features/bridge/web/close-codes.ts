/** Why a WebSocket is closed, as our page reads it. */
export const closeCodes = {
  stopping: 1001,
  full: 1013,
  'password-needed': 4001,
  'password-wrong': 4002,
  banned: 4003,
  'not-allowed': 4004,
  'too-many-messages': 4005,
} as const;

export type CloseReason = keyof typeof closeCodes;

import type { PoolDialect } from '../pool-session.ts';
import type { Conversation, Line } from './conversation.ts';
import { CryptonoteConversation } from './cryptonote.ts';
import { EthProxyConversation } from './ethproxy.ts';
import { ethstratum } from './ethstratum.ts';
import { HdsConversation } from './hds.ts';
import { MiningConversation } from './mining-conversation.ts';
import { stratum1 } from './stratum1.ts';
import { verus } from './verus.ts';

/** How a conversation with a pool of each dialect begins. */
export const conversations: Readonly<Record<PoolDialect, (line: Line) => Conversation>> = {
  verus: (line) => new MiningConversation(verus, line),
  stratum1: (line) => new MiningConversation(stratum1, line),
  cryptonote: (line) => new CryptonoteConversation(line),
  hds: (line) => new HdsConversation(line),
  ethproxy: (line) => new EthProxyConversation(line),
  ethstratum: (line) => new MiningConversation(ethstratum, line),
};

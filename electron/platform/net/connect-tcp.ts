import type { LineConnection } from '../../base/line-connection.ts';
import { connectSocket, nameOf, type SocketAddress } from './connect-socket.ts';
import { Deadline, type Waiting } from './deadline.ts';
import { openConnection } from './tcp-connection.ts';

/**
 * Connects to a host by name or address, without encryption.
 *
 * @throws {ConnectionError}  where nobody answers there
 * @throws  the reason of `signal`
 */
export async function connectTcp(options: SocketAddress & Waiting): Promise<LineConnection> {
  const name = nameOf(options);
  using deadline = new Deadline(name, options);
  return openConnection(await connectSocket(options, { encrypted: false, deadline }), name);
}

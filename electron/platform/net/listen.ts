import type { AddressInfo, Server } from 'node:net';
import { AppError } from '../../base/app-error.ts';
import { errnoCode } from '../../base/storage-error.ts';

/** Another program listens there already. */
export class PortInUseError extends AppError {
  readonly code = 'port-in-use';
  readonly userMessage: string;
  override readonly suggestion = 'Choose another port, or end the program that uses it.';
  override readonly retryable = true;

  constructor(host: string, port: number, options?: ErrorOptions) {
    super(`${host}:${port} is taken`, options);
    this.userMessage = `Port ${port} of ${host} is in use by another program.`;
  }
}

/**
 * Makes a server listen.
 *
 * @param port  0 takes a free one
 * @returns     the port it listens on
 * @throws {PortInUseError}
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen({ host, port }, listening.resolve);
  try {
    await listening.promise;
  } catch (error) {
    if (errnoCode(error) === 'EADDRINUSE') throw new PortInUseError(host, port, { cause: error });
    throw error;
  } finally {
    server.off('error', listening.reject);
  }
  return (server.address() as AddressInfo).port;
}

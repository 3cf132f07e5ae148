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

/** There is no such address here, or no right to this port. */
export class CannotListenError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion: string;

  constructor(host: string, port: number, reason: keyof typeof refusals, options?: ErrorOptions) {
    super(`cannot listen at ${host}:${port}: ${reason}`, options);
    const { sentence, suggestion } = refusals[reason];
    this.userMessage = sentence(host, port);
    this.suggestion = suggestion;
  }
}

const noSuchAddress = {
  sentence: (host: string) => `${host} is no address of this computer.`,
  suggestion: 'Listen at 127.0.0.1 for this computer alone, or at 0.0.0.0 for the network.',
};

const refusals = {
  EADDRNOTAVAIL: noSuchAddress,
  ENOTFOUND: noSuchAddress,
  EAI_AGAIN: noSuchAddress,
  EACCES: {
    sentence: (_: string, port: number) => `Rigwright may not listen on port ${port}.`,
    suggestion: 'Choose a port of 1024 or above: those below it are kept for the system.',
  },
} as const;

function isRefusal(code: string | undefined): code is keyof typeof refusals {
  return code !== undefined && Object.hasOwn(refusals, code);
}

/**
 * Makes a server listen.
 *
 * @param port  0 takes a free one
 * @returns     the port it listens on
 * @throws {PortInUseError | CannotListenError}
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen({ host, port }, listening.resolve);
  try {
    await listening.promise;
  } catch (error) {
    const code = errnoCode(error);
    if (code === 'EADDRINUSE') throw new PortInUseError(host, port, { cause: error });
    if (isRefusal(code)) throw new CannotListenError(host, port, code, { cause: error });
    throw error;
  } finally {
    server.off('error', listening.reject);
  }
  return (server.address() as AddressInfo).port;
}

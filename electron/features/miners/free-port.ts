import { createServer } from 'node:net';

/**
 * A port of the loopback interface that nobody listens on at this moment. Somebody may take it
 * before it is used, so whoever connects there has to check who answers.
 */
export function freeLoopbackPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';

it('takes a free port, and says which one is taken', async () => {
  await using first = createServer();
  await using second = createServer();
  const port = await listen(first, '127.0.0.1', 0);
  expect(port).toBeGreaterThan(0);
  await expect(listen(second, '127.0.0.1', port)).rejects.toMatchObject({
    code: 'port-in-use',
    userMessage: `Port ${port} of 127.0.0.1 is in use by another program.`,
  });
  await listen(second, '127.0.0.1', 0);
});

it('says what is wrong with an address that is not its own', async () => {
  await using server = createServer();
  // Of a net that is kept for examples.
  await expect(listen(server, '192.0.2.1', 0)).rejects.toMatchObject({
    code: 'invalid-input',
    userMessage: '192.0.2.1 is no address of this computer.',
  });
});

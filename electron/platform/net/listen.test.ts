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

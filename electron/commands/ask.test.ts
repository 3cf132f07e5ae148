import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askYesNo } from './ask.ts';

/** Two ends of a terminal. */
function terminal({ isTTY = true } = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY }),
  );
  return {
    input: input as unknown as NodeJS.ReadStream & PassThrough,
    output: output as unknown as NodeJS.WriteStream & PassThrough,
  };
}

const never = new AbortController().signal;

describe('a question on a terminal', () => {
  it.each([
    ['y', true],
    ['Y', true],
    [' yes ', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('takes %j for %j', async (answer, expected) => {
    const ends = terminal();
    const asked = askYesNo('Start it?', never, ends);
    ends.input.write(`${answer}\n`);
    expect(await asked).toBe(expected);
    expect(String(ends.output.read())).toBe('Start it? [y/N] ');
  });

  it('takes the end of the input and a wish to end for no', async () => {
    const ends = terminal();
    const asked = askYesNo('Start it?', never, ends);
    ends.input.end();
    expect(await asked).toBe(false);
    const abort = new AbortController();
    const again = askYesNo('Start it?', abort.signal, terminal());
    abort.abort();
    expect(await again).toBe(false);
    expect(await askYesNo('Start it?', abort.signal, terminal())).toBe(false);
  });

  it('is not asked where nobody would see it', async () => {
    expect(await askYesNo('Start it?', never, terminal({ isTTY: false }))).toBe(null);
  });
});

import { describe, expect, it } from 'vitest';
import { ScriptedLine } from '../testing/scripted-line.ts';
import { recordedConnection } from './recorded-connection.ts';

describe('recordedConnection', () => {
  it('tells each line both ways, and changes none', async () => {
    const line = new ScriptedLine();
    const told: string[] = [];
    const connection = recordedConnection(line, (direction, text) => {
      told.push(`${direction} ${text}`);
    });
    expect(connection).toMatchObject({ name: line.name, remoteAddress: line.remoteAddress });
    connection.send('one\ntwo\n');
    line.say('th', 'ree\nfo', 'ur');
    line.end();
    const chunks: string[] = [];
    for await (const chunk of connection.chunks) chunks.push(Buffer.from(chunk).toString());
    expect(chunks).toEqual(['th', 'ree\nfo', 'ur']);
    expect(told).toEqual(['sent one', 'sent two', 'received three', 'received four']);
    expect(line.sent).toEqual(['one', 'two']);
  });

  it('breaks off and closes what it stands for, and passes on how that ends', async () => {
    const line = new ScriptedLine();
    const connection = recordedConnection(line, () => undefined);
    const reading = (async () => {
      for await (const _ of connection.chunks) expect(_).toBeUndefined();
    })();
    line.end(new Error('wire cut'));
    await expect(reading).rejects.toThrow('wire cut');
    connection.abort();
    expect(line.isOver).toBe(true);
    await connection[Symbol.asyncDispose]();
  });

  it('records a line without end in part', async () => {
    const line = new ScriptedLine();
    const told: string[] = [];
    const connection = recordedConnection(line, (_, text) => told.push(text));
    line.say('x'.repeat(300_000));
    line.end();
    let length = 0;
    for await (const chunk of connection.chunks) length += chunk.length;
    expect(length).toBe(300_000);
    expect(told.map((text) => text.length)).toEqual([256 * 1024 + 4]);
  });
});

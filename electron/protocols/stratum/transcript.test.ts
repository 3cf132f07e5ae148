import { describe, expect, it } from 'vitest';
import { BadTranscriptError, decodeTranscript, encodeTranscriptLine } from './transcript.ts';

const login = '{"id":1,"method":"mining.authorize","params":["RWallet.rig1","secret word"]}';
const yes = '{"id":1,"result":true,"error":null}';

describe('a transcript', () => {
  it('is read as it was written, without the names and passwords', () => {
    const text = [
      encodeTranscriptLine('verus', { at: 0, direction: 'client', line: login }),
      encodeTranscriptLine('verus', { at: 12.4, direction: 'pool', line: yes }),
    ].join('');
    expect(text.split('\n')).toHaveLength(3);
    expect(decodeTranscript(`${text}\n`)).toEqual([
      {
        at: 0,
        direction: 'client',
        line: login.replace('RWallet.rig1', '<user>').replace('secret word', '<password>'),
      },
      { at: 12, direction: 'pool', line: yes },
    ]);
  });

  it('has no secret that the pool repeats', () => {
    const line = '{"id":1,"result":null,"error":[24,"RWallet.rig1 is banned",null]}';
    const said = { at: 1, direction: 'pool', line } as const;
    expect(encodeTranscriptLine('verus', said, ['RWallet.rig1'])).not.toContain('RWallet');
  });

  it.each(['hello', '{"at":-1,"direction":"pool","line":""}', '{"at":1,"direction":"us"}'])(
    'is not one with the line %s',
    (line) => {
      const good = encodeTranscriptLine('hds', { at: 0, direction: 'pool', line: '{}' });
      expect(() => decodeTranscript(good + line)).toThrow(BadTranscriptError);
      expect(() => decodeTranscript(good + line)).toThrow('line 2');
    },
  );
});

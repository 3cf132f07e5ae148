import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../framing/line-splitter.ts';
import { toHex } from '../../bitcoin/hex.ts';
import { ethereumDialectOf } from '../dialect.ts';
import {
  decodeClientMessage,
  encodeGetWork,
  encodeLogin,
  encodeSubmit,
} from './client-messages.ts';
import { decodeServerMessage, encodeAccepted, encodeJobResult } from './server-messages.ts';

const folder = new URL('../recordings/', import.meta.url);
const names = readdirSync(folder);

/** What ethminer tried first belongs to the other dialect. */
function lines(name: string, direction?: 'C>S' | 'S>C'): string[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').flatMap((line) => {
    const { dir, ev, data = '' } = JSON.parse(line) as Record<string, string>;
    const isOurs = !data.includes('EthereumStratum/');
    return ev === 'line' && isOurs && (direction ?? dir) === dir ? [data] : [];
  });
}

describe.each(names)('%s', (name) => {
  it('has no line that is not understood', () => {
    const fromClient = lines(name, 'C>S').map((line) => decodeClientMessage(line).kind);
    const fromServer = lines(name, 'S>C').map((line) => decodeServerMessage(line).kind);
    expect(fromClient.slice(0, 2)).toEqual(['login', 'get-work']);
    expect(new Set(fromClient.slice(2))).toEqual(new Set(['submit']));
    expect(fromServer.slice(0, 2)).toEqual(['answer', 'job']);
    expect(new Set(fromServer)).toEqual(new Set(['answer', 'job']));
  });

  it('gives the same messages wherever the stream is cut', () => {
    const sides = [
      [lines(name, 'C>S'), decodeClientMessage],
      [lines(name, 'S>C'), decodeServerMessage],
    ] as const;
    for (const [recorded, decode] of sides) {
      const stream = recorded.join('');
      const whole = recorded.map((line) => decode(line));
      for (const size of [1, 2, 7, 64, 1_000, stream.length]) {
        const splitter = new LineSplitter({ maxLength: 10_000, overlong: 'throw' });
        const messages: unknown[] = [];
        for (let at = 0; at < stream.length; at += size) {
          messages.push(...splitter.push(stream.slice(at, at + size)).map((line) => decode(line)));
        }
        expect(messages).toEqual(whole);
      }
    }
  });

  it('is written again as it came', () => {
    for (const line of lines(name)) {
      expect(JSON.parse(encodedAgain(line))).toEqual(JSON.parse(line));
    }
  });

  it('has shares for the headers of its jobs', () => {
    const headers = lines(name, 'S>C')
      .map(decodeServerMessage)
      .flatMap((message) => (message.kind === 'job' ? [toHex(message.job.headerHash)] : []));
    const shares = lines(name, 'C>S')
      .map(decodeClientMessage)
      .flatMap((message) => (message.kind === 'submit' ? [message.share] : []));
    expect(shares.length).toBeGreaterThanOrEqual(6);
    for (const share of shares) expect(headers).toContain(toHex(share.headerHash));
  });

  it('tells its dialect by the first line', () => {
    const [first = ''] = lines(name, 'C>S');
    expect(ethereumDialectOf(first)).toBe('eth-proxy');
  });
});

/** The line as our codec writes it. */
function encodedAgain(line: string): string {
  const said = decodeClientMessage(line);
  if (said.kind === 'login') return encodeLogin(said.id, said);
  if (said.kind === 'get-work') return encodeGetWork(said.id);
  if (said.kind === 'submit') return encodeSubmit(said.id, said.worker, said.share);
  const message = decodeServerMessage(line);
  return message.kind === 'job'
    ? encodeJobResult(message.id, message.job)
    : encodeAccepted(message.kind === 'answer' ? message.id : null);
}

it('ethminer 0.19.0 logs in, asks for work and finds a share', () => {
  const [login = '', getWork = '', submit = ''] = lines('ethminer-0.19.0-eth-proxy.jsonl', 'C>S');
  expect(decodeClientMessage(login)).toEqual({
    kind: 'login',
    id: 1,
    user: '0x0000000000000000000000000000000000000001',
    password: 'X',
    worker: 'rig1',
  });
  expect(decodeClientMessage(getWork)).toEqual({ kind: 'get-work', id: 5 });
  const share = decodeClientMessage(submit);
  expect(share).toMatchObject({ kind: 'submit', id: 40, worker: 'rig1' });
  const [work = '', pushed = ''] = lines('ethminer-0.19.0-eth-proxy.jsonl', 'S>C').filter((line) =>
    line.includes('['),
  );
  expect(decodeServerMessage(work)).toMatchObject({
    kind: 'job',
    id: 5,
    job: { target: 2n ** 248n - 1n, height: 0x1f83, seedHash: new Uint8Array(32) },
  });
  expect(decodeServerMessage(pushed)).toMatchObject({ id: 0, job: { height: 0x1f84 } });
});

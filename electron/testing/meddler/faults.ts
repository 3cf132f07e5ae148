import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readStratumLine } from '../stratum-line.ts';

/** A way on for what was said, and one back. */
export interface Wire {
  /** Hands it on to the other side. Lines have no end of their own. */
  pass(said: string | Uint8Array): void;
  /** Says something to the side that spoke. */
  reply(said: string): void;
  /** Ends the connection, once everything is sent. */
  hangUp(): void;
}

/** Decides what becomes of a line, without its end. The next waits until it is done. */
export type Meddling = (line: string, wire: Wire) => void | Promise<void>;

/** What a pool, or a client, does wrong: for each connection anew. */
export type Fault = () => Meddling;

/** Never says a word. */
export const silent: Fault = () => () => undefined;

/** Goes on with its jobs and questions, but answers nothing. */
export const noAnswers: Fault = () => (line, wire) => {
  if (!readStratumLine(line).isAnswer) wire.pass(`${line}\n`);
};

/** Says random bytes, with and without line ends, before each line. */
export const garbage: Fault = () => (line, wire) => {
  wire.pass(randomBytes(300));
  wire.pass(`\n${line}\n`);
};

/** Says each line in two pieces, with a moment between them. */
export const halves: Fault = () => async (line, wire) => {
  const middle = Math.ceil(line.length / 2);
  wire.pass(line.slice(0, middle));
  await delay(2);
  wire.pass(`${line.slice(middle)}\n`);
};

/** Hangs up in the middle of a line. @param lines  that come whole before it */
export function cutOff(lines: number): Fault {
  return () => {
    let left = lines;
    return (line, wire) => {
      left -= 1;
      if (left >= 0) wire.pass(`${line}\n`);
      else if (left === -1) {
        wire.pass(line.slice(0, Math.ceil(line.length / 2)));
        wire.hangUp();
      }
    };
  };
}

/** Begins a line that does not end, instead of the first. @param bytes  how long it gets */
export function endlessLine(bytes = 10 * 1024 * 1024): Fault {
  return () => {
    let isSaid = false;
    return (_line, wire) => {
      if (!isSaid) wire.pass('x'.repeat(bytes));
      isSaid = true;
    };
  };
}

/** Gives its answers to requests that nobody made. */
export const wrongIds: Fault = () => (line, wire) => {
  const { fields, isAnswer } = readStratumLine(line);
  wire.pass(isAnswer ? `${JSON.stringify({ ...fields, id: 987_654_321 })}\n` : `${line}\n`);
};

/** Gives each answer twice. */
export const answersTwice: Fault = () => (line, wire) => {
  wire.pass(`${line}\n`.repeat(readStratumLine(line).isAnswer ? 2 : 1));
};

/** Says a few bytes at a time. @param bytesAtOnce  every millisecond */
export function trickle(bytesAtOnce: number): Fault {
  return () => async (line, wire) => {
    const bytes = Buffer.from(`${line}\n`);
    for (let at = 0; at < bytes.length; at += bytesAtOnce) {
      wire.pass(bytes.subarray(at, at + bytesAtOnce));
      await delay(1);
    }
  };
}

/** Hangs up after so many lines. */
export function closesAfter(lines: number): Fault {
  return () => {
    let left = lines;
    return (line, wire) => {
      left -= 1;
      if (left >= 0) wire.pass(`${line}\n`);
      if (left === 0) wire.hangUp();
    };
  };
}

/** How a share is called, and refused, by dialect. */
const refusals: Readonly<Record<string, object>> = {
  'mining.submit': { result: null, error: [20, 'Refused', null] },
  eth_submitWork: { jsonrpc: '2.0', error: { code: 20, message: 'Refused' } },
  submit: { jsonrpc: '2.0', error: { code: -1, message: 'Refused' } },
  solution: { jsonrpc: '2.0', method: 'result', code: 2, description: 'rejected' },
};

/** Refuses every share. It is a fault of what comes from the client: the pool hears of none. */
export const refusesAll: Fault = () => (line, wire) => {
  const { id, method = '' } = readStratumLine(line);
  const refusal = refusals[method];
  if (refusal) wire.reply(`${JSON.stringify({ id, ...refusal })}\n`);
  else wire.pass(`${line}\n`);
};

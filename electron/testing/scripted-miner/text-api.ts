import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** What the APIs over TCP tell. */
export interface TextFigures {
  /** H/s, or null where it tells none. */
  readonly hashrate: number | null;
  readonly uptimeSeconds: number;
}

interface TextApiOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly kind: TextApiKind;
  /** Undefined means to stay silent for ever. */
  readonly figures: () => TextFigures | undefined;
}

export type TextApiKind = 'cpuminer' | 'claymore';

/** Answers over TCP as cpuminer-opt or a miner after Claymore does. @returns its port */
export async function serveText({ port, kind, figures }: TextApiOptions): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (question) => {
      const told = figures();
      if (told === undefined) return;
      if (kind === 'cpuminer') socket.end(cpuminerAnswer(question.toString(), told));
      // Claymore's keeps the line open for the next question.
      else socket.write(claymoreAnswer(told));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** As cpuminer-opt 26.1 answers; a single thread. */
function cpuminerAnswer(question: string, { hashrate, uptimeSeconds }: TextFigures): string {
  const rate = (hashrate ?? 0).toFixed(2);
  const accepted = Math.floor(uptimeSeconds);
  if (question.startsWith('threads')) return `CPU=0;H/s=${rate}|\0`;
  if (!question.startsWith('summary')) return '';
  return (
    'NAME=cpuminer-opt;VER=26.1;API=1.0;ALGO=scrypt;CPUS=1;URL=127.0.0.1:3333;' +
    `HS=${rate};KHS=${((hashrate ?? 0) / 1000).toFixed(2)};ACC=${accepted};REJ=0;SOL=0;` +
    `ACCMN=60.000;DIFF=1.000000;TEMP=0.0;FAN=0;FREQ=0;UPTIME=${Math.floor(uptimeSeconds)};TS=0|\0`
  );
}

/** As ethminer 0.19 answers to `miner_getstat1`: whole minutes and kH/s; two devices. */
function claymoreAnswer({ hashrate, uptimeSeconds }: TextFigures): string {
  const each = Math.round((hashrate ?? 0) / 2000);
  const result = [
    'ethminer-0.19.0',
    String(Math.floor(uptimeSeconds / 60)),
    `${each * 2};7;1`,
    `${each};${each}`,
    '0;0;0',
    'off;off',
    '61;40;58;0',
    '127.0.0.1:3333',
    '0;0;0;0',
  ];
  return `${JSON.stringify({ id: 0, jsonrpc: '2.0', result })}\n`;
}

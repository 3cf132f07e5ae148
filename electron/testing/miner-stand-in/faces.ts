import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Api, HttpAnswer, HttpApi, TcpApi } from './persona.ts';

interface Serving {
  readonly host: string;
  readonly port: number;
  readonly uptimeSeconds: () => number;
  readonly print: (text: string) => void;
}

/** Opens a miner's interface where its arguments say. @throws where the port is taken */
export async function openFace(api: Api, serving: Serving): Promise<void> {
  const server = api.over === 'http' ? httpFace(api, serving) : tcpFace(api, serving);
  server.listen(serving.port, serving.host);
  await once(server, 'listening');
}

function httpFace(api: HttpApi, { uptimeSeconds, print }: Serving): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await text(request);
    const question = { method, path: url, headers, body, uptimeSeconds: uptimeSeconds(), print };
    const { status = 200, json } = api.answer(question) ?? notFound;
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(json, null, 4));
  };
  return createHttpServer((request, response) => void answer(request, response));
}

const notFound: HttpAnswer = { status: 404, json: { error: 'Not found' } };

/** More than any question is. */
const questionLimit = 4_096;

function tcpFace(api: TcpApi, { uptimeSeconds }: Serving): Server {
  return createTcpServer((socket) => {
    let asked = '';
    socket.on('error', () => undefined);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      asked = (asked + chunk).slice(0, questionLimit);
      const { text, close } = api.answer(asked.trim(), uptimeSeconds());
      asked = '';
      if (close) socket.end(text);
      else socket.write(text);
    });
  });
}

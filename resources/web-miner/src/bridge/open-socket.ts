import type { BridgeSocket, SocketListener } from './bridge-link.ts';

/** @param url  of the bridge, ws: or wss: */
export function openSocket(url: string, listener: SocketListener): BridgeSocket {
  const socket = new WebSocket(url);
  socket.addEventListener('open', listener.onOpen);
  socket.addEventListener('message', ({ data }) => listener.onMessage(data));
  socket.addEventListener('close', ({ code, reason }) => listener.onClose(code, reason));
  return socket;
}

/** The bridge that serves a page is reached where the page is. */
export function bridgeUrlOf(page: string): string {
  const url = new URL('.', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

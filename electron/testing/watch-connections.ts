import { Socket } from 'node:net';

/**
 * Notes the hosts that this process connects to, or tries to: names as they are looked up, and
 * addresses. Ends with its scope.
 */
export function watchConnections(): Disposable & { readonly hosts: ReadonlySet<string> } {
  const hosts = new Set<string>();
  const connect = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect') ?? {};
  const original = connect.value as (this: Socket, ...args: unknown[]) => Socket;
  Object.defineProperty(Socket.prototype, 'connect', {
    ...connect,
    value(this: Socket, ...args: unknown[]): Socket {
      this.on('lookup', (_error, _address, _family, host) => hosts.add(host));
      this.on('connectionAttempt', (address: string) => hosts.add(address));
      return original.apply(this, args);
    },
  });
  return {
    hosts,
    [Symbol.dispose]: () => void Object.defineProperty(Socket.prototype, 'connect', connect),
  };
}

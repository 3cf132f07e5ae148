import { expect, it } from 'vitest';
import { bridgeUrlOf } from './open-socket.ts';

it.each([
  ['http://192.168.1.20:8080/', 'ws://192.168.1.20:8080/'],
  ['https://bridge.example/mine/index.html?x#y', 'wss://bridge.example/mine/'],
])('the page %s has its bridge at %s', (page, bridge) => {
  expect(bridgeUrlOf(page)).toBe(bridge);
});

import { describe, expect, it } from 'vitest';
import { portOf, statsPort } from './stats-port.ts';

describe('the port that a stats script asks', () => {
  it.each([
    ['summary=`echo "summary" | nc -w 2 localhost 4068 | tr -d x`', 4068],
    ['curl -s http://127.0.0.1:5001/gpu', 5001],
    ['exec 3<>/dev/tcp/127.0.0.1/10300', 10_300],
    ['# nc localhost 1111\nnc localhost 2222', 2222],
    ['curl http://localhost:${PORT}/', null],
    ['curl http://localhost:99999/', null],
    ['curl http://127.0.0.1.example:80', null],
    ['', null],
  ])('in %j is %j', (script, port) => {
    expect(statsPort(script)).toBe(port);
  });

  it.each([undefined, '', '0', '00', '65536', '1e3', '-80', '4068;'])('is not %j', (text) => {
    expect(portOf(text)).toBeNull();
  });
});

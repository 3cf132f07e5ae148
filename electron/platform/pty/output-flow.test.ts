import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { highWaterBytes, lowWaterBytes, OutputFlow } from './output-flow.ts';

function open() {
  const clock = new FakeClock();
  const sent: Buffer[] = [];
  const gate: string[] = [];
  const flow = new OutputFlow({
    clock,
    send: (chunk) => sent.push(Buffer.from(chunk)),
    pause: () => gate.push('pause'),
    resume: () => gate.push('resume'),
  });
  return { clock, flow, sent, gate, text: () => Buffer.concat(sent).toString() };
}

describe('OutputFlow', () => {
  it('puts what comes within one frame into one message', () => {
    const { clock, flow, sent, text } = open();
    flow.push(Buffer.from('a'));
    clock.advance(15);
    flow.push(Buffer.from('b'));
    expect(sent).toHaveLength(0);
    clock.advance(1);
    expect(text()).toBe('ab');
    clock.advance(1_000);
    expect(sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('sends a full batch at once', () => {
    const { flow, sent, clock } = open();
    flow.push(Buffer.alloc(64 * 1024));
    expect(sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('stops reading at the high mark and reads again at the low one', () => {
    const { flow, gate } = open();
    flow.push(Buffer.alloc(highWaterBytes - 1));
    expect(gate).toEqual([]);
    flow.push(Buffer.alloc(1));
    expect(gate).toEqual(['pause']);
    flow.taken(highWaterBytes - lowWaterBytes - 1);
    expect(gate).toEqual(['pause']);
    flow.taken(1);
    expect(gate).toEqual(['pause', 'resume']);
  });

  it('loses and doubles nothing, whatever the order of output, time and taking', () => {
    const step = fc.oneof(
      fc.record({ push: fc.integer({ min: 1, max: 200_000 }) }),
      fc.record({ wait: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ taken: fc.integer({ min: 1, max: 400_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { clock, flow, text, gate } = open();
        let pushed = '';
        for (const [at, each] of steps.entries()) {
          if ('push' in each) {
            const piece = String.fromCodePoint(97 + (at % 26)).repeat(each.push);
            pushed += piece;
            flow.push(Buffer.from(piece));
          } else if ('wait' in each) clock.advance(each.wait);
          else flow.taken(each.taken);
        }
        flow.flush();
        expect(text() === pushed).toBe(true);
        // The gate moves in turns, and ends closed exactly while it is said to be.
        expect(gate.every((move, at) => move === (at % 2 === 0 ? 'pause' : 'resume'))).toBe(true);
        expect(flow.paused).toBe(gate.at(-1) === 'pause');
      }),
      { numRuns: 50 },
    );
  });

  it('lets everything through and drops it once nobody listens', () => {
    const { clock, flow, sent, gate } = open();
    flow.push(Buffer.alloc(highWaterBytes));
    const before = sent.length;
    flow.discard();
    flow.push(Buffer.alloc(10 * highWaterBytes));
    clock.advance(1_000);
    expect(gate).toEqual(['pause', 'resume']);
    expect(sent).toHaveLength(before);
    expect(clock.pending).toBe(0);
  });
});

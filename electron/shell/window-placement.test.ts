import { describe, expect, it } from 'vitest';
import { placeWindow } from './window-placement.ts';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const left = { x: -1280, y: 200, width: 1280, height: 984 };
const saved = { position: { x: 300, y: 120 }, width: 900, height: 700, isMaximized: false };
const usual = { position: null, width: 1280, height: 800, isMaximized: false };

describe('the place of the window', () => {
  it('is where it was', () => expect(placeWindow(saved, [main])).toEqual(saved));

  it('may be on any screen', () => {
    const onLeft = { ...saved, position: { x: -1000, y: 300 } };
    expect(placeWindow(onLeft, [main, left])).toEqual(onLeft);
    expect(placeWindow(onLeft, [main]).position).toBeNull();
  });

  it.each([
    { x: 1850, y: 100 },
    { x: -850, y: 100 },
    { x: 100, y: -20 },
    { x: 100, y: 1030 },
  ])('is left to the system when the window could not be dragged from %j', (position) => {
    expect(placeWindow({ ...saved, position }, [main])).toEqual({ ...saved, position: null });
  });

  it('is no larger than the screen and no smaller than its pages need', () => {
    const large = placeWindow({ ...saved, width: 9000, height: 9000 }, [main]);
    expect([large.width, large.height]).toEqual([1920, 1040]);
    const small = placeWindow({ ...saved, width: 10, height: 10 }, [main]);
    expect([small.width, small.height]).toEqual([380, 560]);
  });

  it('stays maximized', () => {
    expect(placeWindow({ ...saved, isMaximized: true }, [main]).isMaximized).toBe(true);
  });

  it.each([
    undefined,
    null,
    'x',
    [],
    {},
    { ...saved, width: -1 },
    { ...saved, position: { x: 1.5, y: 0 } },
  ])('is the usual one where the file says %j', (file) =>
    expect(placeWindow(file, [main])).toEqual(usual),
  );

  it('needs no screen', () => expect(placeWindow(saved, [])).toEqual({ ...saved, position: null }));
});

import { afterEach, expect, it } from 'vitest';
import type { Ref } from 'vue';
import { effectScope } from 'vue';
import { useFileDrop } from './use-file-drop.ts';

let scope = effectScope();
afterEach(() => scope.stop());

function open() {
  scope = effectScope();
  const taken: (readonly File[])[] = [];
  const over = scope.run(() => useFileDrop((files) => taken.push(files))) as Ref<boolean>;
  return { over, taken };
}

/** @returns whether the browser was kept from what it would do itself */
function drag(kind: string, types = ['Files'], files: File[] = []): boolean {
  const event = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), {
    dataTransfer: { types, files },
  });
  document.body.dispatchEvent(event);
  return event.defaultPrevented;
}

it('knows while files are held above the page, whatever parts of it they cross', () => {
  const { over } = open();
  drag('dragenter');
  drag('dragenter');
  drag('dragleave');
  expect(over.value).toBe(true);
  drag('dragleave');
  expect(over.value).toBe(false);
});

it('takes files that are dropped, and keeps the browser from opening them', () => {
  const { over, taken } = open();
  const file = new File(['x'], 'miner.zip');
  drag('dragenter');
  expect(drag('dragover')).toBe(true);
  expect(drag('drop', ['Files'], [file])).toBe(true);
  expect(over.value).toBe(false);
  expect(taken).toEqual([[file]]);
});

it('leaves everything else that is dragged alone', () => {
  const { over, taken } = open();
  expect(drag('dragenter', ['text/plain'])).toBe(false);
  expect(drag('drop', ['text/plain'])).toBe(false);
  expect([over.value, taken]).toEqual([false, []]);
});

it('hears nothing any more once its scope has ended', () => {
  const { taken } = open();
  scope.stop();
  expect(drag('drop', ['Files'], [new File(['x'], 'miner.zip')])).toBe(false);
  expect(taken).toEqual([]);
});

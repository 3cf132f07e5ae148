import { describe, expect, it } from 'vitest';
import { UploadId } from '../../../electron/contract/values/ids.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import { FakeApi, fakeError } from '../../testing/fake-api.ts';
import { pieceBytes, sendFile } from './send-file.ts';

const uploadId = UploadId.parse('upload-1');

/** A rig that keeps what arrives. */
function receiver(handlers: FakeHandlers = {}) {
  const arrived: Uint8Array[] = [];
  let announced = { name: '', bytes: 0 };
  let receivedBytes = 0;
  const api = new FakeApi({
    'uploads.begin': (file) => {
      announced = file;
      return { uploadId, ...file, receivedBytes };
    },
    'uploads.append': ({ data, offset }) => {
      expect(offset).toBe(receivedBytes);
      const piece = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      arrived.push(piece);
      receivedBytes += piece.length;
      return { uploadId, ...announced, receivedBytes };
    },
    'uploads.cancel': () => ({}),
    ...handlers,
  });
  return { api, arrived };
}

/** Bytes of which no two neighbours are alike. */
const fileOf = (bytes: number) =>
  new File([Uint8Array.from({ length: bytes }, (_, index) => (index * 31) % 251)], 'miner.zip');

describe('a file that is sent', () => {
  it('arrives whole in pieces of at most 1 MiB, and says how far it is', async () => {
    const { api, arrived } = receiver();
    const file = fileOf(2 * pieceBytes + 5);
    const progress: number[] = [];
    const { signal } = new AbortController();
    const sent = await sendFile(api, file, { signal, onProgress: (bytes) => progress.push(bytes) });
    expect(sent).toBe(uploadId);
    expect(arrived.map(({ length }) => length)).toEqual([pieceBytes, pieceBytes, 5]);
    expect(progress).toEqual([pieceBytes, 2 * pieceBytes, 2 * pieceBytes + 5]);
    const whole = new Uint8Array(await new Blob(arrived as BlobPart[]).arrayBuffer());
    expect(whole).toEqual(new Uint8Array(await file.arrayBuffer()));
    expect(api.inputsOf('uploads.begin')).toEqual([{ name: 'miner.zip', bytes: file.size }]);
    expect(api.inputsOf('uploads.cancel')).toEqual([]);
  });

  it('is forgotten by the rig once it is given up', async () => {
    const controller = new AbortController();
    const { api, arrived } = receiver();
    const given = sendFile(api, fileOf(3 * pieceBytes), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(given).rejects.toThrow('aborted');
    expect(arrived).toHaveLength(1);
    expect(api.inputsOf('uploads.cancel')).toEqual([{ uploadId }]);
  });

  it('is forgotten by the rig where a piece of it fails, and the reason stays', async () => {
    const { api } = receiver({
      'uploads.append': () => {
        throw fakeError('disk-full', 'The disk is full.');
      },
      'uploads.cancel': () => {
        throw fakeError('no-such-upload', 'It is gone already.');
      },
    });
    const { signal } = new AbortController();
    const sent = sendFile(api, fileOf(10), { signal, onProgress: () => undefined });
    await expect(sent).rejects.toMatchObject({ code: 'disk-full' });
    expect(api.inputsOf('uploads.cancel')).toEqual([{ uploadId }]);
  });

  it('is not even announced where it was given up before', async () => {
    const { api } = receiver();
    const signal = AbortSignal.abort();
    const sent = sendFile(api, fileOf(10), { signal, onProgress: () => undefined });
    await expect(sent).rejects.toThrow('aborted');
    expect(api.calls).toEqual([]);
  });
});

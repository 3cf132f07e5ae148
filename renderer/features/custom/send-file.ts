import type { Api } from '../../../electron/contract/index.ts';
import type { UploadId } from '../../../electron/contract/values/ids.ts';

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/** As much as the contract takes at once. */
export const pieceBytes = 1024 * 1024;

/**
 * Sends a file in pieces. Where that fails or is given up, the rig forgets what has arrived.
 *
 * @throws {ApiError} as the rig says; the reason of the signal where that ended it
 */
export async function sendFile(
  api: Api,
  file: File,
  { signal, onProgress }: SendOptions,
): Promise<UploadId> {
  signal.throwIfAborted();
  const { uploadId } = await api.call('uploads.begin', { name: file.name, bytes: file.size });
  try {
    for (let offset = 0; offset < file.size; offset += pieceBytes) {
      signal.throwIfAborted();
      const piece = await file.slice(offset, offset + pieceBytes).arrayBuffer();
      const data = base64(new Uint8Array(piece));
      const { receivedBytes } = await api.call('uploads.append', { uploadId, offset, data });
      onProgress(receivedBytes);
    }
    signal.throwIfAborted();
    return uploadId;
  } catch (error) {
    // It would be forgotten by itself, but not before an hour has passed.
    await api.call('uploads.cancel', { uploadId }).catch(() => undefined);
    throw error;
  }
}

/** As many arguments as every engine lets a call have. */
const callBytes = 8_192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += callBytes) {
    text += String.fromCharCode(...bytes.subarray(start, start + callBytes));
  }
  return btoa(text);
}

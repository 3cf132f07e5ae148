import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { cancellation } from '../../base/cancelled-error.ts';
import type { Api } from '../../contract/index.ts';
import type { UploadId } from '../../contract/values/ids.ts';
import type { Upload } from '../../contract/values/package.ts';
import { UsageError } from '../usage-error.ts';

/** What `uploads.append` takes at once. */
const pieceBytes = 1024 * 1024;
/** What `uploads.begin` takes. */
const maxBytes = 2 * 1024 ** 3;

/**
 * Sends a file to the service in pieces.
 *
 * @param tell  told of every piece that arrived
 * @throws {AppError} where it cannot be read or sent; {@link cancellation} after `signal`
 */
export async function sendFile(
  api: Api,
  path: string,
  { tell, signal }: { readonly tell: (upload: Upload) => void; readonly signal: AbortSignal },
): Promise<UploadId> {
  const unreadable = (error: unknown): never => {
    throw new UsageError(`${path} cannot be read (${(error as Error).message}).`);
  };
  // Looked at first, because opening a pipe would wait for whoever writes into it.
  const status = await stat(path).catch(unreadable);
  if (!status.isFile()) throw new UsageError(`${path} is not a file.`);
  if (status.size === 0) throw new UsageError(`${path} is empty.`);
  if (status.size > maxBytes) throw new UsageError(`${path} is larger than 2 GiB.`);
  await using file = await open(path).catch(unreadable);
  let upload = await api.call('uploads.begin', {
    name: basename(path).slice(-255),
    bytes: status.size,
  });
  const { uploadId } = upload;
  const piece = Buffer.alloc(Math.min(pieceBytes, status.size));
  while (upload.receivedBytes < status.size) {
    if (signal.aborted) throw cancellation(signal);
    const offset = upload.receivedBytes;
    const { bytesRead } = await file.read(piece, 0, piece.length, offset).catch(unreadable);
    if (bytesRead === 0) throw new UsageError(`${path} became shorter while it was sent.`);
    const data = piece.toString('base64', 0, Math.min(bytesRead, status.size - offset));
    upload = await api.call('uploads.append', { uploadId, offset, data });
    tell(upload);
  }
  return uploadId;
}

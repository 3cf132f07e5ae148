import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { JsonFile } from '../../base/json-file.ts';
import { keyBytes } from './key-box.ts';

const KeyFile = z.object({
  version: z.literal(1),
  key: z.base64url().refine((text) => Buffer.from(text, 'base64url').length === keyBytes),
});

/**
 * The key that protects secrets where the system has no safe of its own. Made where there is none; a
 * damaged one is set aside, and what it protected must be given again.
 *
 * @param file  readable by its owner alone
 */
export async function loadKey(file: JsonFile): Promise<Buffer> {
  const found = await file.read();
  const parsed = KeyFile.safeParse(found);
  if (parsed.success) return Buffer.from(parsed.data.key, 'base64url');
  if (found !== undefined) await file.setAside('holds no key');
  const key = randomBytes(keyBytes);
  await file.write({ version: 1, key: key.toString('base64url') });
  return key;
}

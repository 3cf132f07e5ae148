import { readFile, stat } from 'node:fs/promises';
import type { Api } from '../../contract/index.ts';
import { minerOperations } from '../../contract/miners.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';

type Files = (typeof minerOperations)['miners.updateCatalogue']['input']['shape'];

/** Takes a newer list of miners in: two files, as its publisher gives them. */
export async function updateCatalogue(
  api: Api,
  { bundle, signature }: { readonly bundle: string; readonly signature: string },
  output: Output,
): Promise<void> {
  const { shape } = minerOperations['miners.updateCatalogue'].input;
  const updated = await api.call('miners.updateCatalogue', {
    bundle: await base64Of(bundle, shape.bundle),
    signature: await base64Of(signature, shape.signature),
  });
  const { serial, miners } = updated;
  output.result(updated, [`The catalogue ${serial} is in use, with ${miners} miners.`]);
}

async function base64Of(file: string, limits: Files[keyof Files]): Promise<string> {
  const unreadable = (error: unknown): never => {
    throw new UsageError(`${file} cannot be read (${(error as Error).message}).`);
  };
  const { size } = await stat(file).catch(unreadable);
  // What is too large is not even read; base64 makes four characters of three bytes.
  if (Math.ceil(size / 3) * 4 > (limits.maxLength ?? 0)) {
    throw new UsageError(`${file} is too large for what it should be.`);
  }
  if (size === 0) throw new UsageError(`${file} is empty.`);
  return (await readFile(file).catch(unreadable)).toString('base64');
}

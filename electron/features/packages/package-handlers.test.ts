import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import { NoSuchUploadError } from './package-errors.ts';
import { packageHandlers } from './package-handlers.ts';

let workshop: PackageWorkshop;
beforeEach(async () => {
  workshop = await PackageWorkshop.open();
});
afterEach(() => workshop[Symbol.asyncDispose]());

it('forgets an upload that is cancelled, so that others have its place', async () => {
  const handlers = packageHandlers(workshop.packages);
  for (let round = 0; round < 6; round += 1) {
    const { uploadId } = await handlers['uploads.begin']({ name: 'a.zip', bytes: 6 });
    await handlers['uploads.append']({ uploadId, offset: 0, data: 'YWJj' });
    expect(await handlers['uploads.cancel']({ uploadId })).toEqual({});
    await expect(
      (async () => handlers['uploads.append']({ uploadId, offset: 3, data: 'YWJj' }))(),
    ).rejects.toThrow(NoSuchUploadError);
  }
  expect(readdirSync(workshop.at('packages', '.uploads'))).toEqual([]);
});

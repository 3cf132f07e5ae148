import type { Handlers } from '../../contract/index.ts';
import type { Packages } from './packages.ts';

type PackageOperation = Extract<keyof Handlers, `packages.${string}` | `uploads.${string}`>;

/** The contract's operations on packages and the files they come in. */
export function packageHandlers(packages: Packages): Pick<Handlers, PackageOperation> {
  const { uploads } = packages;
  return {
    'uploads.begin': (announced) => uploads.begin(announced),
    'uploads.append': ({ uploadId, offset, data }) =>
      uploads.append(uploadId, offset, Buffer.from(data, 'base64')),
    async 'uploads.cancel'({ uploadId }) {
      await uploads.cancel(uploadId);
      return {};
    },
    'packages.list': () => packages.list(),
    async 'packages.import'({ uploadId }) {
      await using received = await uploads.take(uploadId);
      return await packages.import(received);
    },
    'packages.script': async ({ packageId, path }) => ({
      path,
      ...(await packages.script(packageId, path)),
    }),
    'packages.consent': ({ packageId, archiveSha256 }) =>
      packages.consent(packageId, archiveSha256),
    async 'packages.remove'({ packageId }) {
      await packages.remove(packageId);
      return {};
    },
  };
}

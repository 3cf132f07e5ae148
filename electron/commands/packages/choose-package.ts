import { AppError } from '../../base/app-error.ts';
import type { Api } from '../../contract/index.ts';
import type { CustomPackage } from '../../contract/values/package.ts';

/** The package a person named by its id, full name or name. @throws {NoSuchPackageNamedError} */
export async function choosePackage(api: Api, named: string): Promise<CustomPackage> {
  const wanted = named.toLowerCase();
  const packages = await api.call('packages.list', {});
  const byId = packages.find(({ id }) => id === wanted);
  if (byId) return byId;
  const found = packages.filter((custom) =>
    [custom.package, custom.name].some((name) => name.toLowerCase() === wanted),
  );
  const [first, another] = found;
  if (first && !another) return first;
  throw new NoSuchPackageNamedError(
    named,
    (found.length > 0 ? found : packages).map(({ id }) => id),
  );
}

class NoSuchPackageNamedError extends AppError {
  readonly code = 'no-such-package';
  readonly userMessage: string;
  override readonly suggestion: string;
  constructor(named: string, ids: readonly string[]) {
    super(`no single package ${named}`);
    this.userMessage = `There is no package with the id “${named}”.`;
    this.suggestion =
      ids.length === 0
        ? 'Bring one with “rigwright packages import”.'
        : `There are: ${ids.slice(0, 20).join(', ')}.`;
  }
}

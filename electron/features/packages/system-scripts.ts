import { join } from 'node:path';
import { AppError } from '../../base/app-error.ts';

class ResourcesMissingError extends AppError {
  readonly code = 'start-failed';
  readonly userMessage = 'Scripts of Rigwright that start packages are missing.';
  override readonly suggestion = 'Install Rigwright again.';
  constructor() {
    super('the folder of resources was not found');
  }
}

/** Folder of our scripts that stand in for those of a system. @throws {AppError} without resources */
export function systemScripts(resources: string | null, system: 'hiveos' | 'mmpos'): string {
  if (resources === null) throw new ResourcesMissingError();
  return join(resources, system);
}

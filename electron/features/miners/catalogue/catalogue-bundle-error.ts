import { AppError } from '../../../base/app-error.ts';

export type BundleProblem = 'too-large' | 'signature' | 'old' | 'content';

const texts = {
  'too-large': 'The new list of miners is too large to be one.',
  signature:
    'The new list of miners was not signed by the makers of Rigwright, or was changed since.',
  old: 'The list of miners that was offered is no newer than the one there is.',
  content: 'The new list of miners is of another version of Rigwright, or broken.',
} as const satisfies Readonly<Record<BundleProblem, string>>;

/** An update of the catalogue that is not taken; the catalogue stays as it was. */
export class CatalogueBundleError extends AppError {
  readonly code: 'signature-invalid' | 'bad-file';
  readonly problem: BundleProblem;
  readonly userMessage: string;
  override readonly suggestion = 'Nothing was changed: the present list stays in use.';

  constructor(problem: BundleProblem, options?: ErrorOptions) {
    super(`catalogue bundle refused: ${problem}`, options);
    this.problem = problem;
    this.code = problem === 'signature' ? 'signature-invalid' : 'bad-file';
    this.userMessage = texts[problem];
  }
}

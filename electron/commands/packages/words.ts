import type {
  CustomPackage,
  PackageFinding,
  PackageFormat,
} from '../../contract/values/package.ts';
import { columns } from '../output.ts';
import { printableText } from '../words.ts';

export const formatWords: Readonly<Record<PackageFormat, string>> = {
  raveos: 'RaveOS',
  hiveos: 'HiveOS',
  mmpos: 'mmpOS',
};

/** Whether something keeps the package from being used. */
export const isBroken = ({ findings }: Pick<CustomPackage, 'findings'>): boolean =>
  findings.some(({ severity }) => severity === 'error');

export function stateText(custom: CustomPackage): string {
  if (isBroken(custom)) return 'cannot be used';
  return custom.consentedAt === null ? 'waits for your consent' : 'may be started';
}

/** One line each: how bad, file and field, what. */
export const findingLines = (findings: readonly PackageFinding[]): string[] =>
  columns(
    findings.map(({ severity, where, text }) => [
      severity,
      printableText(where),
      printableText(text),
    ]),
  );

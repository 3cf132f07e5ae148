import { recordedText } from '../recorded-miner.ts';

/** A row of a recording of a terminal; `ev` is what was done to the program. */
export interface RecordedRow {
  /** s */
  readonly t: number;
  readonly data?: string;
  readonly ev?: string;
  readonly arg?: string;
}

export function recordedRows(name: string): RecordedRow[] {
  return recordedText(name)
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as RecordedRow);
}

/** Everything that was printed, as the program printed it: the terminal had made \r\n of each \n. */
export const recordedOutput = (name: string): string =>
  asPrinted(
    recordedRows(name)
      .map(({ data }) => data ?? '')
      .join(''),
  );

export const asPrinted = (text: string): string => text.replaceAll('\r\n', '\n');

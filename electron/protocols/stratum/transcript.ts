import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { maskLine, type MaskedDialect } from './mask-line.ts';

/** A line of a recorded conversation. A transcript is a file of them, as one JSON object a line. */
export interface TranscriptLine {
  /** Since the recording began, ms. */
  readonly at: number;
  /** Who speaks. */
  readonly direction: 'pool' | 'client';
  /** Without its end. */
  readonly line: string;
}

const Line = z.object({
  at: z.number().min(0),
  direction: z.enum(['pool', 'client']),
  line: z.string(),
});

/**
 * One line, with its end, of which accounts, workers and passwords have been taken out.
 *
 * @param secrets  texts that must not stand anywhere, see `maskLine`
 */
export function encodeTranscriptLine(
  dialect: MaskedDialect,
  { at, direction, line }: TranscriptLine,
  secrets: Iterable<string> = [],
): string {
  const masked = maskLine(dialect, line, secrets);
  return `${JSON.stringify({ at: Math.round(at), direction, line: masked })}\n`;
}

/** @throws {BadTranscriptError} */
export function decodeTranscript(text: string): TranscriptLine[] {
  return text.split('\n').flatMap((written, index) => {
    if (written.trim() === '') return [];
    try {
      return [Line.parse(JSON.parse(written))];
    } catch (error) {
      throw new BadTranscriptError(index + 1, error);
    }
  });
}

/** A file that is no transcript, or not all of one. */
export class BadTranscriptError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;

  /** @param number  of the line, from 1 */
  constructor(number: number, cause: unknown) {
    super(`line ${number} of the transcript is not understood`, { cause });
    this.userMessage = `This is no transcript of a pool: line ${number} is not understood.`;
  }
}

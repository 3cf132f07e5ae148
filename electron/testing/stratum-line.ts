/** What can be seen of a line of any dialect without knowing the dialect. */
export interface StratumLine {
  readonly id: unknown;
  /** undefined: it has none, or is no message. */
  readonly method: string | undefined;
  readonly isAnswer: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function readStratumLine(line: string): StratumLine {
  const fields = parse(line);
  const { id = null, method } = fields;
  const isMessage = Object.keys(fields).length > 0;
  return {
    id,
    method: typeof method === 'string' ? method : undefined,
    // Hds calls its answers a method, too.
    isAnswer: isMessage && (method === undefined || method === 'result'),
    fields,
  };
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

import { z } from 'zod';

type Convert = (text: string) => unknown;

/**
 * Query parameters are text; the contract's inputs are not. From the input's schema this makes the
 * function that turns each parameter into the type its field has. What does not convert stays
 * text, so that the check of the input names it.
 */
export function queryReader(
  input: z.ZodType,
): (query: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
  const converts = new Map<string, Convert>();
  for (const [name, field] of Object.entries(properties)) {
    const convert = typeof field === 'object' ? converter(field.type) : undefined;
    if (convert) converts.set(name, convert);
  }
  return (query) =>
    Object.fromEntries(
      Object.entries(query).map(([name, value]) => [
        name,
        typeof value === 'string' ? (converts.get(name)?.(value) ?? value) : value,
      ]),
    );
}

function converter(type: unknown): Convert | undefined {
  if (type === 'number' || type === 'integer') {
    return (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text));
  }
  if (type === 'boolean')
    return (text) => (text === 'true' ? true : text === 'false' ? false : text);
  return undefined;
}

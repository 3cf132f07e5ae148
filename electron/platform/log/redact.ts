import { hidden, type SecretTexts } from './secret-texts.ts';

/** Fields whose value is never written, whatever it is. */
const secretField =
  /pass(word|phrase|wd)?$|token|secret|authorization|cookie|credential|(api|private)_?key|^pw$/i;
/** Fields whose value says who owns the rig: enough stays to tell two wallets apart. */
const personField = /^(user|user_?name|wallet|wallet_?address|login|worker)$/i;
/** Secrets inside a text that nobody registered: URL queries, URL accounts, HTTP headers. */
const secretQuery = /([?&](?:token|access_token|password|pass|secret|key)=)[^&\s"']+/gi;
const urlAccount = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi;
const bearer = /\b(Bearer|Basic)\s+[\w+/=.~-]{4,}/gi;

const maxDepth = 6;
const maxItems = 50;
const maxText = 8_000;
/** Values in one line, all levels together. */
const maxValues = 500;

interface Redaction {
  readonly secrets: SecretTexts;
  valuesLeft: number;
}

/** A value as it may be written: plain JSON, limited in size, without secrets. Never throws. */
export function redact(value: unknown, secrets: SecretTexts): unknown {
  return redactAt(value, { secrets, valuesLeft: maxValues }, '', 0);
}

/** A text without secrets, registered or recognisable. */
export function redactText(text: string, secrets: SecretTexts): string {
  const clean = secrets.hide(
    text
      .replace(secretQuery, `$1${hidden}`)
      .replace(urlAccount, `$1${hidden}@`)
      .replace(bearer, `$1 ${hidden}`),
  );
  // Cut last: the beginning of a secret that is cut in two would not be recognised.
  return clean.length > maxText
    ? `${clean.slice(0, maxText)}… (${clean.length} characters)`
    : clean;
}

function redactAt(value: unknown, redaction: Redaction, field: string, depth: number): unknown {
  const { secrets } = redaction;
  redaction.valuesLeft -= 1;
  if (redaction.valuesLeft < 0) return '(too much)';
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (secretField.test(field)) return hidden;
  if (personField.test(field)) return typeof value === 'string' ? mask(value, secrets) : hidden;
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = String(value);
    const isPlain = typeof value === 'number' && Number.isFinite(value);
    return isPlain && secrets.hide(text) === text ? value : secrets.hide(text);
  }
  if (typeof value !== 'object') return `(${typeof value})`;
  if (depth >= maxDepth) return '(too deep)';
  try {
    return redactObject(value, redaction, field, depth);
  } catch {
    return '(unreadable)';
  }
}

function redactObject(value: object, redaction: Redaction, field: string, depth: number): unknown {
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '(no date)' : value.toJSON();
  if (value instanceof Error) return redactError(value, redaction, depth);
  if (value instanceof Map) return redactAt(Object.fromEntries(value), redaction, field, depth);
  if (value instanceof Set || Array.isArray(value)) {
    const items: unknown[] = [...(value as Iterable<unknown>)];
    const shown = items
      .slice(0, maxItems)
      .map((item) => redactAt(item, redaction, field, depth + 1));
    return items.length > maxItems ? [...shown, `… (${items.length} items)`] : shown;
  }
  return redactFields(Object.entries(value), redaction, depth);
}

function redactFields(
  entries: readonly (readonly [string, unknown])[],
  redaction: Redaction,
  depth: number,
): Record<string, unknown> {
  const shown = entries
    .slice(0, maxItems)
    .map(([name, item]) => [
      redactText(name, redaction.secrets),
      redactAt(item, redaction, name, depth + 1),
    ]);
  return Object.fromEntries(shown) as Record<string, unknown>;
}

function redactError(error: Error, redaction: Redaction, depth: number): Record<string, unknown> {
  // Message, stack and cause are no enumerable fields; codes and the like are.
  const { name, message, stack, cause } = error;
  const fields = Object.entries({ name, message, stack, ...(cause !== undefined && { cause }) });
  return redactFields([...Object.entries(error), ...fields], redaction, depth);
}

/** The ends of a long name, nothing of a short one. */
function mask(text: string, secrets: SecretTexts): string {
  if (secrets.hide(text) !== text || text.length < 16) return hidden;
  return `${text.slice(0, 4)}…${text.slice(-4)}`;
}

/** What may stand between percent signs in what a pool is told. The words are those of RaveOS. */
export const placeholders = ['EWAL', 'URL', 'WORKER', 'PASS', 'LOGIN', 'EMAIL', 'COIN'] as const;
export type Placeholder = (typeof placeholders)[number];

/** What each placeholder stands for, as far as it is known. */
export type TemplateValues = Readonly<Partial<Record<Placeholder, string>>>;

/** A doubled percent sign, or a word between two; a percent sign of its own is neither. */
const pieces = /%%|%([A-Za-z][A-Za-z0-9_]*)%/g;

/**
 * Fills a template in: `%EWAL%.%WORKER%` becomes `RAddress.rig1`. Only words in capitals count. `%%`
 * becomes a percent sign. What has no value, and what is no placeholder, stays as it is. Values are
 * put in as they are: what looks like a placeholder inside one is not filled in again.
 */
export function expandTemplate(template: string, values: TemplateValues): string {
  return template.replace(pieces, (piece: string, word: string | undefined) =>
    word === undefined ? '%' : (valueOf(word, values) ?? piece),
  );
}

/**
 * Fills in what is known and gives a template again, for {@link expandTemplate} to finish: `%%` stays,
 * and percent signs of the values are doubled.
 */
export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replace(pieces, (piece: string, word: string | undefined) =>
    word === undefined ? piece : (valueOf(word, values)?.replaceAll('%', '%%') ?? piece),
  );
}

/** Words between percent signs that stand for nothing, each once: `%WALET%` gives `WALET`. */
export function unknownPlaceholders(template: string): string[] {
  const words = [...template.matchAll(pieces)].map(([, word]) => word);
  return [
    ...new Set(words.filter((word) => word !== undefined && !isPlaceholder(word))),
  ] as string[];
}

function valueOf(word: string, values: TemplateValues): string | undefined {
  return isPlaceholder(word) ? values[word] : undefined;
}

function isPlaceholder(word: string): word is Placeholder {
  return (placeholders as readonly string[]).includes(word);
}

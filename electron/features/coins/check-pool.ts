import type { PoolDraft } from '../../contract/values/coin.ts';
import { BadPoolUrlError, parsePoolUrl } from '../../protocols/stratum/pool-address.ts';
import { placeholders, unknownPlaceholders } from '../../protocols/wallets/expand-template.ts';
import { BadEntryError } from './coin-errors.ts';

const templates = {
  walletTemplate: 'wallet template',
  urlTemplate: 'URL template',
  passwordTemplate: 'password template',
} as const;

/**
 * Checks what a schema cannot: placeholders and addresses.
 * @throws {BadEntryError} which names the field
 */
export function checkPool(draft: PoolDraft): void {
  for (const [field, label] of Object.entries(templates) as [keyof typeof templates, string][]) {
    checkTemplate(draft[field], field, label);
  }
  if (draft.urlTemplate !== '' && !draft.urlTemplate.includes('%URL%')) {
    throw new BadEntryError(
      'urlTemplate',
      'has no %URL%',
      'The URL template has no %URL%, so that no address would be used.',
      'Write %URL% where the address belongs.',
    );
  }
  draft.urls.forEach(({ url }, index) => checkUrl(url, `urls.${index}.url`, draft.connection));
}

function checkTemplate(template: string, path: string, label: string): void {
  const [word] = unknownPlaceholders(template);
  if (word === undefined) return;
  const meant = placeholders.find((each) => each === word.toUpperCase());
  const all = placeholders.map((each) => `%${each}%`).join(', ');
  throw new BadEntryError(
    path,
    `has %${word}%, which stands for nothing`,
    `The ${label} has %${word}%, which stands for nothing.`,
    meant === undefined
      ? `There are ${all}; a percent sign of its own is written %%.`
      : `Write %${meant}% in capitals.`,
  );
}

function checkUrl(url: string, path: string, connection: PoolDraft['connection']): void {
  try {
    // What is asked over HTTP has an address of the same form; only its scheme is another one.
    parsePoolUrl(connection === 'http' ? url.replace(/^https?:\/\//i, 'tcp://') : url);
  } catch (error) {
    if (!(error instanceof BadPoolUrlError)) throw error;
    const message = 'is not an address of a pool';
    throw new BadEntryError(path, message, error.userMessage, error.suggestion);
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isTextKey, t } from './text.ts';
import { texts } from './texts.ts';

const page = readFileSync(new URL('../index.html', import.meta.url), 'utf8');
const inPage = [...page.matchAll(/data-text="([^"]+)"/g)].map(([, key = '']) => key);
const code = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !name.endsWith('texts.ts'))
  .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
  .join('\n');

describe('the words of the page', () => {
  it('are all there, and have nothing to be filled in where the page itself has them', () => {
    expect(inPage.filter((key) => !isTextKey(key))).toEqual([]);
    expect(inPage.filter((key) => isTextKey(key) && texts[key].includes('{'))).toEqual([]);
  });

  it('are all used', () => {
    const unused = Object.keys(texts).filter((key) => {
      const stem = key.split('.', 1)[0] ?? '';
      const isMade = code.includes(`\`${stem}.`) || code.includes(`\`${key.split('-', 1)[0]}-`);
      return !inPage.includes(key) && !code.includes(`'${key}'`) && !isMade;
    });
    expect(unused).toEqual([]);
  });

  it('take what is filled in', () => {
    expect(t('settings.threads-value', { count: 3, all: 8 })).toBe('3 of 8');
  });
});

import { describe, expect, it } from 'vitest';
import { anOwnCoin } from '../../testing/custom-samples.ts';
import { coinErrors, coinForm, coinLacks, toCoinDraft } from './coin-form.ts';

const filled = { name: 'Garden', symbol: 'GRDN', algorithm: 'kawpow' };

describe('the form of a coin', () => {
  it('gives a coin back as it was', () => {
    expect(toCoinDraft(coinForm(anOwnCoin()))).toEqual(filled);
  });

  it('names what is still missing', () => {
    expect(coinLacks(coinForm(null))).toEqual(['Coin name', 'Short name', 'Algorithm']);
    expect(coinLacks({ ...filled, name: ' ' })).toEqual(['Coin name']);
    expect(coinLacks(filled)).toEqual([]);
  });

  it.each([
    [{ name: 'x'.repeat(61) }, 'A coin has a name of at most 60 characters.'],
    [{ symbol: 'GARDEN COIN' }, 'A short name has 1 to 12 letters, digits, dots or dashes.'],
    [{ algorithm: '' }, 'Choose an algorithm.'],
  ])('says what is wrong with %j', (fields, message) => {
    const [name] = Object.keys(fields);
    expect(coinErrors({ ...filled, ...fields })).toEqual([{ name, message }]);
  });
});

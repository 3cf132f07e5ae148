import type { WalletCheck } from '../../contract/values/coin.ts';
import { addressFormats, type AddressFormat, type AddressFormatName } from './address-formats.ts';
import type { Fault, Reading } from './reading.ts';
import { secretIn } from './secret-text.ts';

type Address = Extract<Reading, { is: 'address' }>;

/**
 * Whether a text can be an address of a coin: its form, its checksum and its network. What no rule is
 * known for is `unknown`, never `ok`.
 *
 * @param format  how the coin writes its addresses; null: nobody knows
 * @param coin    name of the coin, for sentences; left out, that of the format
 */
export function checkAddress(
  format: AddressFormatName | null,
  text: string,
  coin: string = format === null ? 'this coin' : addressFormats[format].coin,
): WalletCheck {
  const trimmed = text.trim();
  if (trimmed === '') return wrong('There is no address.', `Enter an address of ${coin}.`);
  const secret = secretIn(trimmed);
  if (secret !== null) {
    return wrong(
      `This looks like ${secret}, which belongs nowhere but into your wallet.`,
      'Enter the address instead. Whoever saw the secret can take the money: move it to a new wallet.',
    );
  }
  if (/\p{Cc}|\p{Cf}/u.test(trimmed)) {
    return wrong('The address holds characters that cannot be seen.', copyAgain);
  }
  if (format === null) return unknown(`Addresses of ${coin} cannot be checked here.`);
  const rules: AddressFormat = addressFormats[format];
  if (rules.unchecked?.some((start) => trimmed.startsWith(start))) {
    return unknown(`This kind of address of ${coin} cannot be checked here.`);
  }
  const readings = readingsOf(rules, trimmed);
  const found = firstAddress(readings);
  if (found) return told(found, coin);
  if (/\s/.test(trimmed)) return wrong('The address has a blank inside.', copyAgain);
  return (
    withSomethingElse(rules, trimmed) ??
    ofAnother(rules, trimmed, coin) ??
    faulty(readings, coin) ??
    wrong(`This is not an address of ${coin}.`, `Copy the address from a wallet of ${coin}.`)
  );
}

const copyAgain = 'Copy it from the wallet again.';
const compare = 'Compare it with the one in the wallet.';

const readingsOf = ({ readers }: AddressFormat, text: string): Reading[] =>
  readers.map((read) => read(text));

const isAddress = (reading: Reading): reading is Address => reading.is === 'address';

/** An address of the main network before one of a test network. */
const firstAddress = (readings: readonly Reading[]): Address | undefined =>
  readings
    .filter(isAddress)
    .toSorted(
      (one, another) => Number(one.network === 'test') - Number(another.network === 'test'),
    )[0];

function told({ kind, network, summed }: Address, coin: string): WalletCheck {
  if (network === 'test') {
    const text = `This is an address of the test network of ${coin}: what is mined to it is lost.`;
    const suggestion = `Copy the address from a wallet of the main network.`;
    return { status: 'wrong', kind: `${kind}, test network`, text, suggestion };
  }
  if (kind === 'VerusID') {
    const text = 'This is the name of a VerusID; whether it exists, only the chain knows.';
    return { status: 'ok', kind, text, suggestion: null };
  }
  if (!summed) {
    const text = `This has the form of an address of ${coin}, which says nothing of mistyped characters.`;
    return { status: 'ok', kind, text, suggestion: compare };
  }
  return { status: 'ok', kind, text: `This is an address of ${coin}.`, suggestion: null };
}

/** An address with what belongs into another field: `.rig1`, `+5000`, `/mail`, or the coin in front. */
function withSomethingElse(rules: AddressFormat, text: string): WalletCheck | undefined {
  const isRight = (part: string): boolean =>
    readingsOf(rules, part).some(
      (each) => isAddress(each) && each.network === 'main' && each.kind !== 'VerusID',
    );
  for (const { index } of text.matchAll(/[.+/:#,=~@-]/g)) {
    const [head, tail] = [text.slice(0, index), text.slice(index)];
    if (isRight(head)) return wrong(`Behind the address stands “${shown(tail)}”.`, moved(tail));
    if (isRight(tail.slice(1))) {
      return wrong(
        `Before the address stands “${shown(text.slice(0, index + 1))}”.`,
        'Leave it out: what a pool wants there is set with the pool.',
      );
    }
  }
  return undefined;
}

function moved(tail: string): string {
  if (tail.includes('@')) return 'Leave it out: the e-mail address has a field of its own.';
  if (/^[+=]\d/.test(tail)) return 'Leave it out: a difficulty belongs to the pool’s templates.';
  return 'Leave it out: the name of the worker has a field of its own.';
}

/** An address of a coin that this one is not. */
function ofAnother(rules: AddressFormat, text: string, coin: string): WalletCheck | undefined {
  const others = Object.values<AddressFormat>(addressFormats).filter((each) => each !== rules);
  const owners = others.filter((each) =>
    // Forms without a checksum fit too much to name their coin.
    readingsOf(each, text).some(
      (found) => isAddress(found) && (found.summed || text.startsWith('0x')),
    ),
  );
  const names = [...new Set(owners.map((each) => each.coin))].slice(0, 3);
  if (names.length === 0) return undefined;
  return wrong(
    `This is an address of ${names.join(' or ')}, not of ${coin}.`,
    `Copy the address from a wallet of ${coin}.`,
  );
}

/** How much a fault helps: one that could only have been meant for this kind comes first. */
const helpful: readonly Fault['what'][] = [
  'prefix',
  'checksum',
  'case',
  'letter',
  'version',
  'too-long',
  'too-short',
];

function faulty(readings: readonly Reading[], coin: string): WalletCheck | undefined {
  const faults = readings.flatMap((each) => (each.is === 'broken' ? [each.fault] : []));
  const [fault] = faults.toSorted(
    (one, another) => helpful.indexOf(one.what) - helpful.indexOf(another.what),
  );
  if (!fault) return undefined;
  if (fault.what === 'prefix') {
    const { prefix } = fault;
    return wrong(
      `“${prefix}” is missing in front of the address.`,
      `Write ${prefix} in front of it.`,
    );
  }
  if (fault.what === 'letter') {
    return wrong(`An address of ${coin} has no “${shown(fault.letter)}” in it.`, copyAgain);
  }
  return wrong(faultTexts[fault.what](coin), copyAgain);
}

type PlainFault = Exclude<Fault['what'], 'prefix' | 'letter'>;

const faultTexts: Readonly<Record<PlainFault, (coin: string) => string>> = {
  checksum: () => 'The checksum of the address is wrong: a character is mistyped or missing.',
  case: () => 'Small and capital letters of the address are mixed wrongly: one is mistyped.',
  version: (coin) => `This kind of address is none that ${coin} has.`,
  'too-long': () => 'The address is too long.',
  'too-short': () => 'The address is too short: a part of it is missing.',
};

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

const wrong = (text: string, suggestion: string): WalletCheck => ({
  status: 'wrong',
  kind: null,
  text,
  suggestion,
});

const unknown = (text: string): WalletCheck => ({
  status: 'unknown',
  kind: null,
  text,
  suggestion: compare,
});

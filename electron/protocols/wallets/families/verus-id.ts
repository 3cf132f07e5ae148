import { address, broken, other, type AddressReader } from '../reading.ts';

/** Longest name with its parents. */
const maxLength = 128;

/** A VerusID by its name: `alice@`, `alice.VRSC@`. Whether it is there only the chain knows. */
export const verusIdName: AddressReader = (text) => {
  if (!text.endsWith('@')) return other;
  if (text.length > maxLength) return broken('too-long');
  // What no name may hold, as the chain has it; blanks stand only inside.
  const isName = /^[^\s@/:*?"<>|\\.][^@/:*?"<>|\\]*@$/.test(text) && !/\.\.|\.@|\s@/.test(text);
  return isName ? address('VerusID', 'main', false) : broken('version');
};

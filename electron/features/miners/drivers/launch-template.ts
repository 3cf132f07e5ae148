import type {
  LaunchCondition,
  LaunchItem,
  LaunchJoin,
  LaunchJson,
  LaunchList,
} from '../catalogue/launch-schema.ts';
import { place } from '../catalogue/launch-schema.ts';
import { LaunchError } from './launch-error.ts';
import type { LaunchValue, LaunchValues } from './launch-values.ts';

/** More than this comes out of no honest template. */
const maxTexts = 512;

/**
 * Fills in arguments.
 *
 * @returns one text for each argument; no shell ever reads them
 * @throws {LaunchError} where a value would be taken for something else
 */
export function fillArguments(items: readonly LaunchItem[], values: LaunchValues): string[] {
  return limited(outermost(items, values, { refuseOptions: true }));
}

/** Fills in lines of a file. @throws {LaunchError} as above */
export function fillLines(items: readonly LaunchItem[], values: LaunchValues): string[] {
  return limited(outermost(items, values, { refuseOptions: false }));
}

/**
 * Fills in JSON.
 * @returns undefined where all of it was left out
 * @throws {LaunchError} as above
 */
export function fillJson(template: LaunchJson, values: LaunchValues): unknown {
  if (typeof template === 'string') return jsonText(template, values);
  if (typeof template !== 'object' || template === null) return template;
  if (isList(template)) {
    return template.flatMap((item) => {
      const filled = fillJson(item, values);
      if (isEach(item)) return Array.isArray(filled) ? (filled as unknown[]) : [];
      return filled === undefined ? [] : [filled];
    });
  }
  if (isJoin(template)) return joined(template, values) ?? undefined;
  if (isEach(template)) {
    return each(template.$each, values)
      ?.map((scope) => fillJson(template.$do, scope))
      .filter((item) => item !== undefined);
  }
  if (isWhen(template)) {
    const branch = holds(template.$when, values) ? template.$then : template.$else;
    return branch === undefined ? undefined : fillJson(branch, values);
  }
  return Object.fromEntries(
    Object.entries(template as Readonly<Record<string, LaunchJson>>)
      .map(([key, value]) => [key, fillJson(value, values)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** Whether every condition holds. */
export const holds = (conditions: LaunchCondition, values: LaunchValues): boolean =>
  Object.entries(conditions).every(([name, wanted]) => {
    const value = given(values.values[name]);
    if (typeof wanted !== 'boolean') return value !== undefined && wanted.includes(String(value));
    return wanted === (value !== undefined && value !== false);
  });

interface Rules {
  /** Arguments: what a person wrote must not be read as one of the miner's options. */
  readonly refuseOptions: boolean;
}

/** A list in which whatever lacks a value is left out by itself. */
const outermost = (items: readonly LaunchItem[], values: LaunchValues, rules: Rules): string[] =>
  items.flatMap((item) => fillItem(item, values, rules) ?? []);

/** @returns null where a value is missing, which leaves out the group around it */
function fillItem(item: LaunchItem, values: LaunchValues, rules: Rules): string[] | null {
  if (typeof item === 'string') {
    const text = fillText(item, values);
    if (text === null) return null;
    if (/\p{Cc}/u.test(text)) throw new LaunchError('a value has a control character');
    if (rules.refuseOptions) refuseOption(item, text);
    return [text];
  }
  if (isList(item)) {
    const parts = item.map((part) => fillItem(part, values, rules));
    return parts.every((part) => part !== null) ? parts.flat() : null;
  }
  if (isJoin(item)) {
    const text = joined(item, values);
    return text === null ? null : [text];
  }
  if ('$each' in item) {
    const scopes = each(item.$each, values);
    return scopes?.flatMap((scope) => outermost(item.$do, scope, rules)) ?? null;
  }
  return outermost((holds(item.$when, values) ? item.$then : item.$else) ?? [], values, rules);
}

/** @returns null where a place has neither a value nor something to stand in for it */
function fillText(text: string, values: LaunchValues): string | null {
  let isWhole = true;
  const filled = text.replace(place, (_, name: string, otherwise: string | undefined) => {
    const value = given(values.values[name]) ?? otherwise;
    if (value === undefined) isWhole = false;
    return String(value ?? '');
  });
  return isWhole ? filled : null;
}

function jsonText(text: string, values: LaunchValues): unknown {
  const [only, name, otherwise] = [...text.matchAll(place)][0] ?? [];
  if (only === text && name !== undefined) return given(values.values[name]) ?? otherwise;
  return fillText(text, values) ?? undefined;
}

/** @returns null where there is no list, or one of its texts lacks a value */
function joined(item: LaunchJoin, values: LaunchValues): string | null {
  const { $join: separator, $escape: escapes = {} } = item;
  const texts = each(item.$each, values)?.map((scope) => fillText(item.$do, scope));
  if (!texts?.every((text) => text !== null)) return null;
  return texts
    .map((text) => {
      const escaped = Array.from(text, (sign) => escapes[sign] ?? sign).join('');
      if (escapes[separator] === undefined && text.includes(separator)) {
        throw new LaunchError(`"${separator}" cannot be used there`, 'it stands between entries');
      }
      return escaped;
    })
    .join(separator);
}

/** What the places of each of a list hold. */
const each = (list: LaunchList, values: LaunchValues): LaunchValues[] | undefined =>
  values.lists[list]?.map((own) => ({ ...values, values: { ...values.values, ...own } }));

const given = (value: LaunchValue): Exclude<LaunchValue, undefined> | undefined =>
  value === '' ? undefined : value;

/** A value at the beginning of an argument that begins like an option could switch something. */
function refuseOption(template: string, text: string): void {
  if (template.startsWith('{') && /^-(?!\d)/.test(text)) {
    throw new LaunchError(
      'a value begins with "-"',
      'the miner would take it for one of its options',
    );
  }
}

function limited(texts: string[]): string[] {
  if (texts.length > maxTexts) {
    throw new LaunchError('it would get too many arguments', `${maxTexts} are the most`);
  }
  return texts;
}

type Part = LaunchItem | LaunchJson;

const isList = <Item extends Part>(part: Part): part is readonly Item[] => Array.isArray(part);
const isObject = (part: Part): part is Extract<Part, object> =>
  typeof part === 'object' && part !== null;
const isJoin = (part: Part): part is LaunchJoin => isObject(part) && '$join' in part;
const isEach = (part: Part): part is { $each: LaunchList; $do: LaunchJson } =>
  isObject(part) && '$each' in part && !('$join' in part);
const isWhen = (
  part: Part,
): part is { $when: LaunchCondition; $then?: LaunchJson; $else?: LaunchJson } =>
  isObject(part) && '$when' in part;

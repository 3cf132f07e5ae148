import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaunchItem, LaunchJson } from '../catalogue/launch-schema.ts';
import { LaunchFile } from '../catalogue/launch-schema.ts';
import { LaunchError } from './launch-error.ts';
import { fillArguments, fillJson, fillLines, holds } from './launch-template.ts';
import type { LaunchValues } from './launch-values.ts';

const pool = (host: string, user: string, password: string) => ({
  'pool.host': host,
  'pool.user': user,
  'pool.password': password,
  'pool.tls': host.startsWith('tls'),
});

const values: LaunchValues = {
  values: {
    algorithm: 'kawpow',
    coin: undefined,
    worker: '',
    threads: 4,
    'setting.on': true,
    'setting.off': false,
    'setting.zero': 0,
    ...pool('a.example', 'anna', 'one'),
  },
  lists: {
    pool: [pool('a.example', 'anna', 'one'), pool('tls.example', 'ben', '')],
    device: [{ device: 0 }, { device: 2 }],
  },
};

const noDevices: LaunchValues = { ...values, lists: { ...values.lists, device: undefined } };

describe('arguments of a template', () => {
  const cases: readonly [string, readonly LaunchItem[], readonly string[]][] = [
    ['stand as they are', ['-a', 'b c', '"'], ['-a', 'b c', '"']],
    ['are filled in', ['--algo={algorithm}', 'x{threads}y'], ['--algo=kawpow', 'x4y']],
    ['are left out where a value is missing', ['{coin}', '--worker={worker}'], []],
    [
      'take what stands in for a missing value',
      ['{coin|none}', '{algorithm|x}'],
      ['none', 'kawpow'],
    ],
    ['stand in with nothing', ['-p', '{coin|}'], ['-p', '']],
    ['know zero and false as values', ['{setting.zero}', '{setting.off}'], ['0', 'false']],
    ['keep a group whole', [['-t', '{threads}']], ['-t', '4']],
    ['leave a group out whole', [['-c', '{coin}'], '-z'], ['-z']],
    ['leave out what surrounds a missing group', [['-a', ['-b', '{coin}']]], []],
    [
      'come for each pool',
      [
        {
          $each: 'pool',
          $do: [
            ['-o', '{pool.host}'],
            ['-p', '{pool.password}'],
          ],
        },
      ],
      ['-o', 'a.example', '-p', 'one', '-o', 'tls.example'],
    ],
    ['come for each device', [['-d', { $each: 'device', $do: ['{device}'] }]], ['-d', '0', '2']],
    ['join devices', [['-d', { $join: ',', $each: 'device', $do: '{device}' }]], ['-d', '0,2']],
    [
      'come under a condition',
      [{ $when: { 'setting.on': true }, $then: ['yes'], $else: ['no'] }],
      ['yes'],
    ],
    [
      'come under the other condition',
      [{ $when: { 'setting.off': true }, $then: ['yes'], $else: ['no'] }],
      ['no'],
    ],
    ['do not come under neither', [{ $when: { coin: true }, $then: ['yes'] }], []],
    [
      'keep a group with a condition that does not hold',
      [['-a', { $when: { coin: true }, $then: ['x'] }]],
      ['-a'],
    ],
    [
      'see the values of each in conditions',
      [{ $each: 'pool', $do: [{ $when: { 'pool.tls': true }, $then: ['s'], $else: ['-'] }] }],
      ['-', 's'],
    ],
  ];
  it.each(cases)('%s', (_, items, expected) => {
    expect(fillArguments(items, values)).toEqual(expected);
  });

  it('are left out for each and joined where nobody chose devices', () => {
    const items: LaunchItem[] = [
      ['-d', { $each: 'device', $do: ['{device}'] }],
      ['-e', { $join: ',', $each: 'device', $do: '{device}' }],
      '-z',
    ];
    expect(fillArguments(items, noDevices)).toEqual(['-z']);
  });

  it('escape the separators of a list', () => {
    const own = [pool('a', 'u', 'a!b;c'), pool('b', 'u', 'd')];
    const escaping: LaunchItem = {
      $join: '!',
      $each: 'pool',
      $do: '{pool.password}',
      $escape: { '!': '#!', ';': '#;' },
    };
    const scope = { ...values, lists: { ...values.lists, pool: own } };
    expect(fillArguments([escaping], scope)).toEqual(['a#!b#;c!d']);
  });

  const refused: readonly [string, readonly LaunchItem[], Record<string, string>, string][] = [
    [
      'a value that looks like an option',
      [['-u', '{pool.user}']],
      { 'pool.user': '--config=/etc/x' },
      'The miner cannot be started like this: a value begins with "-", because the miner would take it for one of its options.',
    ],
    [
      'a separator inside a list',
      [{ $join: ',', $each: 'pool', $do: '{pool.user}' }],
      { 'pool.user': 'a,b' },
      'The miner cannot be started like this: "," cannot be used there, because it stands between entries.',
    ],
    [
      'a line break',
      ['{pool.user}'],
      { 'pool.user': 'a\nb' },
      'The miner cannot be started like this: a value has a control character.',
    ],
    [
      'a NUL',
      ['x{pool.user}'],
      { 'pool.user': '\0' },
      'The miner cannot be started like this: a value has a control character.',
    ],
  ];
  it.each(refused)('refuse %s', (_, items, own, message) => {
    const scope: LaunchValues = {
      values: { ...values.values, ...own },
      lists: { pool: [own], device: undefined },
    };
    expect(() => fillArguments(items, scope)).toThrow(
      expect.objectContaining({ userMessage: message }),
    );
  });

  it('may be negative numbers', () => {
    expect(fillArguments(['{setting.n}'], { ...values, values: { 'setting.n': -1 } })).toEqual([
      '-1',
    ]);
  });
});

describe('lines of a template', () => {
  it('may begin with anything but hold no line break', () => {
    const scope = { ...values, values: { 'pool.user': '-x' } };
    expect(fillLines(['user={pool.user}', '{pool.user}'], scope)).toEqual(['user=-x', '-x']);
    const broken = { ...values, values: { 'pool.user': 'a\napi=0.0.0.0' } };
    expect(() => fillLines(['user={pool.user}'], broken)).toThrow(LaunchError);
  });
});

describe('JSON of a template', () => {
  const cases: readonly [string, LaunchJson, unknown][] = [
    ['stands as it is', { a: 1, b: [true, null, 'x'] }, { a: 1, b: [true, null, 'x'] }],
    [
      'keeps the kind of a value that stands alone',
      { t: '{threads}', on: '{setting.on}' },
      { t: 4, on: true },
    ],
    ['makes text of a value among text', { t: 'n{threads}' }, { t: 'n4' }],
    ['takes what stands in', { c: '{coin|none}' }, { c: 'none' }],
    ['leaves out properties without a value', { c: '{coin}', w: 'x{worker}', z: 0 }, { z: 0 }],
    ['leaves out items without a value', ['{coin}', '{threads}'], [4]],
    [
      'lists each',
      { p: { $each: 'pool', $do: { host: '{pool.host}', pass: '{pool.password}' } } },
      { p: [{ host: 'a.example', pass: 'one' }, { host: 'tls.example' }] },
    ],
    ['lists each among others', ['x', { $each: 'device', $do: '{device}' }], ['x', 0, 2]],
    ['joins', { d: { $join: ' ', $each: 'device', $do: '#{device}' } }, { d: '#0 #2' }],
    ['chooses', { a: { $when: { 'setting.off': true }, $then: 1, $else: 0 } }, { a: 0 }],
    ['chooses nothing', { a: { $when: { 'setting.off': true }, $then: 1 }, b: 1 }, { b: 1 }],
    ['chooses only the other', { a: { $when: { coin: true }, $else: 'x' } }, { a: 'x' }],
  ];
  it.each(cases)('%s', (_, template, expected) => {
    expect(fillJson(template, values)).toEqual(expected);
  });

  it('leaves out what nobody chose', () => {
    const template: LaunchJson = {
      list: { $each: 'device', $do: '{device}' },
      text: { $join: ',', $each: 'device', $do: '{device}' },
      inside: [{ $each: 'device', $do: '{device}' }],
    };
    expect(fillJson(template, noDevices)).toEqual({ inside: [] });
  });

  it('cannot be broken out of by a value', () => {
    const scope = { ...values, values: { 'pool.user': '","api":"0.0.0.0\n' } };
    const text = JSON.stringify(fillJson({ user: '{pool.user}' }, scope));
    expect(JSON.parse(text)).toEqual({ user: '","api":"0.0.0.0\n' });
  });
});

describe('conditions', () => {
  it.each([
    [{ algorithm: ['kawpow', 'x'] }, true],
    [{ algorithm: ['x'] }, false],
    [{ threads: ['4'] }, true],
    [{ coin: false }, true],
    [{ worker: false }, true],
    [{ 'setting.off': false }, true],
    [{ 'setting.zero': true }, true],
    [{ nothing: true }, false],
    [{ algorithm: true, coin: true }, false],
    [{ coin: ['undefined'] }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, values)).toBe(expected);
  });
});

describe('any template', () => {
  const runs = Number(process.env['FUZZ_COUNT'] ?? 2_000);
  const text = fc.oneof(
    fc.constantFrom('{coin}', '{threads}', 'a{pool.user}b', '{device|x}', '-x', ''),
    fc.string({ maxLength: 8 }),
  );
  const json = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      fc.integer(),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.record({ $each: fc.constantFrom('pool', 'device'), $do: tie('node') }),
      fc.record({
        $when: fc.dictionary(fc.constantFrom('coin', 'threads', 'pool.tls'), fc.boolean()),
        $then: tie('node'),
      }),
      fc.dictionary(fc.constantFrom('a', 'b', '$join', '$when', '$each'), tie('node')),
    ),
  })).node;

  it('is refused by its form, or gives texts or says why not', () => {
    fc.assert(
      fc.property(json, fc.boolean(), (template, asLines) => {
        const file = asLines
          ? { name: 'a.txt', lines: [template] }
          : { name: 'a.json', json: template };
        const { success, data } = LaunchFile.safeParse(file);
        if (!success || 'writer' in data) return;
        for (const scope of [values, noDevices]) {
          const filled = 'json' in data ? fillJson(data.json, scope) : fillLines(data.lines, scope);
          const again: unknown = JSON.parse(JSON.stringify({ filled }));
          expect(again).toEqual({ filled });
        }
      }),
      { numRuns: runs, seed: 5 },
    );
  });

  it('never lets a value become a place', () => {
    fc.assert(
      fc.property(fc.string(), (user) => {
        const scope = {
          ...values,
          values: { ...values.values, 'pool.user': `${user}{algorithm}` },
        };
        expect(fillJson({ user: '{pool.user}' }, scope)).toEqual({ user: `${user}{algorithm}` });
        expect(fillJson({ user: 'x{pool.user}' }, scope)).toEqual({ user: `x${user}{algorithm}` });
      }),
      { numRuns: runs, seed: 6 },
    );
  });
});

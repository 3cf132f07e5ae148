import * as fc from 'fast-check';
import { readKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { shippedEntries, shippedFiles, shippedKeys } from '../../../testing/shipped-catalogue.ts';
import { isAlgorithmName } from '../../../contract/values/algorithm-names.ts';
import { loadCatalogue } from './load-catalogue.ts';

const files = shippedFiles();
const textOf = (name: string): string => files.find((file) => file.name === name)?.text ?? '';

/** An entry with one part replaced; undefined takes it out. */
function changed(name: string, path: readonly (string | number)[], value: unknown): string {
  const root = JSON.parse(textOf(name)) as Record<string | number, unknown>;
  let parent = root;
  for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent;
  parent[path.at(-1) ?? ''] = value;
  return JSON.stringify(root);
}

describe('the catalogue that is shipped', () => {
  it('is whole', () => {
    const { entries, problems } = loadCatalogue(files);
    expect(problems).toEqual([]);
    expect(entries.map(({ id }) => id)).toEqual([
      'builtin',
      'bzminer',
      'ccminer-verus',
      'cpuminer-opt',
      'gminer',
      'lolminer',
      'nbminer',
      'nheqminer',
      'onezerominer',
      'rigel',
      'srbminer-multi',
      't-rex',
      'teamredminer',
      'tt-miner',
      'wildrig',
      'xmrig',
    ]);
  });

  it('uses the words of this program for algorithms', () => {
    for (const { id, algorithms } of shippedEntries()) {
      const unknown = Object.keys(algorithms).filter((name) => !isAlgorithmName(name));
      expect({ id, unknown }).toEqual({ id, unknown: [] });
    }
  });

  it('names each file after its miner', () => {
    for (const { name, text } of files) {
      expect(name).toBe(`${(JSON.parse(text) as { id: string }).id}.json`);
    }
  });

  it('tells the fee and the day it was read', () => {
    const undated = shippedEntries().filter(
      ({ devFee, release }) => release && !devFee.text.includes(`as of ${devFee.asOf}`),
    );
    expect(undated).toEqual([]);
  });

  it('has the keys that its entries name', async () => {
    const keys = new Map(shippedKeys().map(({ name, text }) => [name, text]));
    for (const { release } of shippedEntries()) {
      for (const { file, fingerprint } of release?.checksums?.signature?.keys ?? []) {
        const key = await readKey({ armoredKey: keys.get(file) ?? '' });
        expect(key.getFingerprint().toUpperCase()).toBe(fingerprint);
      }
    }
  });
});

describe('a broken entry', () => {
  const cases: readonly [string, string, string][] = [
    ['no JSON', '{', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['a list', '[]', 'the file: Invalid input: expected object, received array'],
    ['too long', `"${'x'.repeat(64_000)}"`, 'it has more than 64000 characters'],
    ['too deep', '['.repeat(30_000) + ']'.repeat(30_000), 'it is too deep'],
    ['another format', changed('rigel.json', ['format'], 2), 'format: Invalid input: expected 1'],
    [
      'an unknown field',
      changed('rigel.json', ['autostart'], true),
      'the file: Unrecognized key: "autostart"',
    ],
    [
      'an unknown field deep inside',
      changed('rigel.json', ['launch', 'pools', 'shell'], 'sh'),
      'launch.pools: Unrecognized key: "shell"',
    ],
    [
      'a missing field',
      changed('rigel.json', ['licence'], undefined),
      'licence: Invalid input: expected string, received undefined',
    ],
    [
      'an id of another form',
      changed('rigel.json', ['id'], '../x'),
      'id: must be 1-64 of a-z, 0-9 and -',
    ],
    [
      'a homepage without TLS',
      changed('rigel.json', ['homepage'], 'http://a.example'),
      'homepage: Invalid URL',
    ],
    ['no algorithm', changed('xmrig.json', ['algorithms'], {}), 'algorithms: needs an algorithm'],
    [
      'an algorithm in other words',
      changed('rigel.json', ['algorithms', 'KawPow'], 'kawpow'),
      'algorithms.KawPow: Invalid key in record',
    ],
    [
      'a word with a space',
      changed('rigel.json', ['algorithms', 'kawpow'], 'kawpow --x'),
      'algorithms.kawpow: must be a word of the miner',
    ],
    [
      'a fee for what it does not mine',
      changed('rigel.json', ['devFee', 'percent', 'rx/0'], 1),
      'devFee.percent["rx/0"]: is none of the algorithms',
    ],
    [
      'a pattern that is none',
      changed('rigel.json', ['release', 'tag'], '('),
      'release.tag: must be a regular expression',
    ],
    [
      'an executable with a path',
      changed('rigel.json', ['release', 'executable', 'linux-x64'], ['bin/rigel']),
      'release.executable["linux-x64"][0]: Invalid string: must match pattern /^[\\w.-]{1,100}$/',
    ],
    [
      'a build without a program',
      changed('rigel.json', ['release', 'executable', 'linux-x64'], undefined),
      'release.executable["linux-x64"]: is needed where there are assets, and only there',
    ],
    [
      'releases without a launch',
      changed('rigel.json', ['launch'], null),
      'launch: is needed where there is a release, and only there',
    ],
    [
      'a way of transport that nobody reads',
      changed('rigel.json', ['api', 'transport'], 'udp'),
      'api.transport: Invalid option: expected one of "http"|"tcp"',
    ],
    [
      'a place that nothing stands behind',
      changed('rigel.json', ['launch', 'arguments', 0], '{home}'),
      'launch: {home} stands for nothing',
    ],
    [
      'a setting that nobody declared',
      changed('rigel.json', ['settings'], []),
      'launch: {setting.protocol} stands for nothing',
    ],
    [
      'a setting without effect',
      changed('t-rex.json', ['launch', 'files', 0, 'json', 'intensity'], undefined),
      'launch: the setting intensity has no effect',
    ],
    [
      'a setting that stands there twice',
      changed('rigel.json', ['settings', 1, 'key'], 'protocol'),
      'settings[1].key: stands there twice',
    ],
    [
      'a secret in the arguments of a miner that should have none there',
      changed('rigel.json', ['launch', 'secretsInArguments'], false),
      'launch: {pool.user} in the arguments can be seen by everybody on the rig',
    ],
    [
      'secrets in arguments where there are none',
      changed('t-rex.json', ['launch', 'secretsInArguments'], true),
      'launch: there are no secrets in the arguments',
    ],
    [
      'a file that the miner never hears of',
      changed('t-rex.json', ['launch', 'arguments'], []),
      'launch: {file.config.json} is not handed to the miner',
    ],
    [
      'a file in another folder',
      changed('t-rex.json', ['launch', 'files', 0, 'name'], '../config.json'),
      'launch.files[0].name: must be like config.json',
    ],
    [
      'a brace that is no place',
      changed('rigel.json', ['launch', 'arguments', 0], '-a {algorithm'),
      'launch.arguments[0]: has a brace that is no place',
    ],
    [
      'no algorithm for the miner',
      changed('rigel.json', ['launch', 'arguments', 1], '-x'),
      'launch: {algorithm} is missing',
    ],
    [
      'coins that the miner is not told',
      changed('t-rex.json', ['coins', 'RVN'], 'rvn'),
      'launch: coins and {coin} go together',
    ],
  ];
  it.each(cases)('is told of and left out: %s', (_, text, problem) => {
    const { entries, problems } = loadCatalogue([
      { name: 'x.json', text },
      { name: 't-rex.json', text: textOf('t-rex.json') },
    ]);
    expect(problems).toEqual([`x.json: ${problem}`]);
    expect(entries.map(({ id }) => id)).toEqual(['t-rex']);
  });

  it('may not take the place of another', () => {
    const text = textOf('rigel.json');
    const { entries, problems } = loadCatalogue([
      { name: 'rigel.json', text },
      { name: 'copy.json', text },
    ]);
    expect(entries).toHaveLength(1);
    expect(problems).toEqual(['copy.json: the id rigel is there already']);
  });

  it('never breaks the reading, whatever is changed in it', () => {
    const mutation = fc.tuple(
      fc.constantFrom(...files.map(({ text }) => text)),
      fc.nat(),
      fc.nat(30),
      fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('{', '}', '[', '"', '$', '0', 'null')),
    );
    fc.assert(
      fc.property(mutation, ([text, place, length, insert]) => {
        const start = place % text.length;
        const broken = text.slice(0, start) + insert + text.slice(start + length);
        const { entries, problems } = loadCatalogue([{ name: 'x.json', text: broken }]);
        expect(entries.length + problems.length).toBe(1);
      }),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 2_000), seed: 7 },
    );
  });
});

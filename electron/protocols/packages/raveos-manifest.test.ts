import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPackagePath } from './package-path.ts';
import { readRaveosManifest } from './raveos-manifest.ts';

/** Of specification 004. */
const nbminer = {
  package: 'nbminer-21.0',
  name: 'NBMiner',
  version: '21.0',
  description: 'NBMiner 21.0',
  maintainer: 'RavinOS (dev@ravinos.com)',
  platforms: ['nvidia'],
  dual_coin: false,
  algo: ['cuckaroo29', 'ethash', 'daggerhashimoto', 'tensority', 'cuckaroo31', 'cuckoo'],
  executable: ['nbminer'],
  rev: 1,
};

const read = (changes: Record<string, unknown>, archive = 'nbminer-21.0.zip') =>
  readRaveosManifest(JSON.stringify({ ...nbminer, ...changes }), archive);
const told = (changes: Record<string, unknown>, archive?: string): string[] =>
  read(changes, archive).findings.map(
    ({ severity, where, text }) =>
      `${severity} ${where.replace('RAVINOS/manifest.json', '@')} ${text}`,
  );

describe('the manifest of a RaveOS package', () => {
  it('is read whole', () => {
    expect(read({})).toEqual({
      manifest: {
        package: 'nbminer-21.0',
        name: 'NBMiner',
        version: '21.0',
        description: 'NBMiner 21.0',
        maintainer: 'RavinOS (dev@ravinos.com)',
        devices: ['nvidia'],
        dualCoin: false,
        algorithms: [
          'cuckaroo29',
          'ethash',
          'daggerhashimoto',
          'tensority',
          'cuckaroo31',
          'cuckoo',
        ],
        executables: ['nbminer'],
        revision: 1,
      },
      findings: [],
    });
  });

  it('may write its platforms in any case and end with empty lines', () => {
    const text = `\uFEFF${JSON.stringify({ ...nbminer, platforms: ['AMD', 'Nvidia', 'amd'] })}\n\n`;
    const { manifest, findings } = readRaveosManifest(text, 'nbminer-21.0.zip');
    expect(manifest?.devices).toEqual(['amd', 'nvidia']);
    expect(findings).toEqual([]);
  });

  it.each([
    [{ package: undefined }, 'error @: package It is missing.'],
    [{ package: '  ' }, 'error @: package It is empty.'],
    [{ name: 5 }, 'error @: name It must be a text.'],
    [{ name: 'a\u0007b' }, 'error @: name It holds control characters.'],
    [{ version: 'x'.repeat(61) }, 'error @: version It is longer than 60 characters.'],
    [{ description: undefined }, 'warning @: description It is missing.'],
    [{ maintainer: null }, 'warning @: maintainer It must be a text.'],
    [{ platforms: undefined }, 'error @: platforms It is missing.'],
    [{ platforms: [] }, 'error @: platforms It is empty.'],
    [
      { platforms: ['nvidia', 'TPU'] },
      'warning @: platforms “TPU” is not known: it knows AMD, NVIDIA, INTEL, CPU.',
    ],
    [{ dual_coin: 'no' }, 'warning @: dual_coin It must be true or false.'],
    [{ algo: 'ton' }, 'warning @: algo It must be a list; it is one text.'],
    [{ algo: ['ton', 7] }, 'error @: algo Every entry must be a text.'],
    [{ algo: Array.from({ length: 201 }, String) }, 'error @: algo It has more than 200 entries.'],
    [{ executable: [] }, 'error @: executable It is empty.'],
    [
      { executable: ['../../bin/sh'] },
      'error @: executable “../../bin/sh” is no file name inside the package.',
    ],
    [
      { executable: ['/bin/sh'] },
      'error @: executable “/bin/sh” is no file name inside the package.',
    ],
    [{ rev: '3' }, 'warning @: rev It must be a number; it is a text.'],
    [{ rev: 1.5 }, 'warning @: rev It must be a whole number.'],
    [{ license: 'MIT' }, 'warning @: license This field is not known and does nothing.'],
  ])('names what is wrong in %j', (changes, expected) => {
    expect(told(changes)).toEqual([expected]);
  });

  it('names everything that is wrong at once', () => {
    expect(told({ package: '', algo: undefined, executable: 'miner', rev: [] })).toEqual([
      'error @: package It is empty.',
      'error @: algo It is missing.',
      'warning @: executable It must be a list; it is one text.',
      'warning @: rev It must be a whole number.',
    ]);
  });

  it('notices another name of the archive', () => {
    expect(told({}, 'nbminer (1).zip')).toEqual([
      'warning @: package It says “nbminer-21.0”, but the archive is called “nbminer (1)”.',
    ]);
  });

  it.each([
    ['', 'It is no JSON'],
    ['{"package": "a",}', 'It is no JSON'],
    ['[]', 'It is no JSON object.'],
    ['null', 'It is no JSON object.'],
    [' '.repeat(70_000), 'It is longer than 65536 characters.'],
  ])('knows nothing of a package where it is %j', (text, expected) => {
    const { manifest, findings } = readRaveosManifest(text, 'a.zip');
    expect(manifest).toBeNull();
    expect(findings).toMatchObject([{ severity: 'error', where: 'RAVINOS/manifest.json' }]);
    expect(findings[0]?.text).toContain(expected);
  });

  it('survives anything, with safe names and limits', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(nbminer), '__proto__', 'x'),
          fc.oneof(fc.jsonValue(), fc.array(fc.string()), fc.string()),
        ),
        (fields) => {
          const { manifest, findings } = readRaveosManifest(JSON.stringify(fields), 'a.zip');
          expect(findings.length).toBeLessThanOrEqual(100);
          expect(manifest?.executables.every((path) => isPackagePath(path))).toBe(true);
          const isWhole =
            manifest !== null && manifest.package !== '' && manifest.algorithms.length > 0;
          expect(isWhole || findings.some(({ severity }) => severity === 'error')).toBe(true);
        },
      ),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 3_000), seed: 4 },
    );
  });
});

import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../testing/archives/build-archive.ts';
import { capturedOutput, checkedApi } from '../../testing/command-rig.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import {
  listArguments,
  missingFiles,
  packed,
  type Files,
} from '../../testing/ravinos/sample-packages.ts';
import type { Agreeing } from '../agree.ts';
import { importPackage } from './import.ts';
import { consentPackage, listPackages, removePackage, showPackage } from './packages.ts';

const never = new AbortController().signal;
const answering = (answer: boolean | null): Agreeing => ({
  yes: false,
  ask: () => Promise.resolve(answer),
});

async function open() {
  const workshop = await PackageWorkshop.open();
  const output = capturedOutput();
  return {
    workshop,
    output,
    api: checkedApi(workshop.handlers, workshop.hub),
    async file(files: Files, name = 'lister-1.0.zip'): Promise<string> {
      const path = workshop.at(name);
      writeFileSync(path, await zipOf(packed(files)));
      return path;
    },
    [Symbol.asyncDispose]: () => workshop[Symbol.asyncDispose](),
  };
}

describe('rigwright packages', () => {
  afterEach(() => {
    process.exitCode = undefined;
  });

  it('takes one in, shows it, lets its scripts run and removes it', async () => {
    await using rig = await open();
    const { api, output } = rig;
    await listPackages(api, output);
    await importPackage(api, await rig.file(listArguments), never, output);
    expect(output.printed.splice(0)).toEqual([
      'There is no package yet. Bring one with “rigwright packages import”.',
      'Imported lister 1.0 for RaveOS: custom-lister',
      'Nothing of it runs before you agree. Look at its 2 scripts:',
      '  rigwright packages show custom-lister --script RAVINOS/start.py',
      '  rigwright packages show custom-lister --script RAVINOS/stats.py',
      'Then agree: rigwright packages consent custom-lister',
    ]);
    expect(output.notes).toEqual(['Sending lister-1.0.zip']);
    expect(process.exitCode).toBe(undefined);

    await showPackage(api, 'custom-lister', { script: 'RAVINOS/start.py' }, output);
    expect(output.printed.splice(0)).toEqual(
      listArguments['RAVINOS/start.py']?.trimEnd().split('\n'),
    );
    expect(output.results.at(-1)).toEqual({
      path: 'RAVINOS/start.py',
      text: listArguments['RAVINOS/start.py'],
      truncated: false,
    });
    const refused = consentPackage(api, 'lister', answering(false), output);
    await expect(refused).rejects.toMatchObject({
      code: 'needs-consent',
      userMessage: 'The scripts of “lister” do not run before you agree.',
      suggestion: 'Agree with “rigwright packages consent custom-lister --yes”.',
    });
    await listPackages(api, output);
    await consentPackage(api, 'lister-1.0', answering(true), output);
    await listPackages(api, output);
    await showPackage(api, 'custom-lister', {}, output);
    expect(output.printed.slice(0, 4)).toEqual([
      'custom-lister  lister  1.0  RaveOS  waits for your consent',
      'You agreed that the scripts of “lister” run.',
      'custom-lister  lister  1.0  RaveOS  may be started',
      'lister',
    ]);
    for (const line of ['Programs    miner', 'Archive     lister-1.0.zip', 'Algorithms  ton']) {
      expect(output.printed).toContain(line);
    }
    expect(output.notes.join('\n')).toContain('  RAVINOS/start.py  ');
    await importPackage(api, await rig.file(listArguments), never, output);
    expect(output.printed.at(-1)).toBe('You have agreed before that its scripts run.');
    await removePackage(api, 'lister', output);
    expect(output.results.at(-1)).toEqual({ packageId: 'custom-lister' });
    await expect(removePackage(api, 'lister', output)).rejects.toMatchObject({
      code: 'no-such-package',
      suggestion: 'Bring one with “rigwright packages import”.',
    });
  });

  it('tells what is wrong with one, by file and field', async () => {
    await using rig = await open();
    await importPackage(rig.api, await rig.file(missingFiles, 'gappy.zip'), never, rig.output);
    const lines = rig.output.printed;
    expect(lines[0]).toBe('Imported gappy 1.0 for RaveOS: custom-gappy');
    expect(lines).toContainEqual(
      expect.stringMatching(/^error +RAVINOS\/stats\.py +It is missing\.$/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^warning +RAVINOS\/manifest\.json: executable +“miner” lies at/),
    );
    expect(lines.at(-1)).toBe(
      'It cannot be used as it is. Ask whoever made the package to mend it.',
    );
    expect(process.exitCode).toBe(1);
    await listPackages(rig.api, rig.output);
    expect(lines.at(-1)).toBe('custom-gappy  gappy  1.0  RaveOS  cannot be used');
  });

  it('tells everything that is wrong with one that is none at all', async () => {
    await using rig = await open();
    const bad = await rig.file({ ...listArguments, 'RAVINOS/manifest.json': '{' }, 'bad.zip');
    await expect(importPackage(rig.api, bad, never, rig.output)).rejects.toMatchObject({
      code: 'bad-package',
    });
    expect(rig.output.notes.at(-1)).toMatch(/^error +RAVINOS\/manifest\.json/);
    expect(rig.output.results).toEqual([]);
  });

  it('shows a script without what could change the terminal', async () => {
    await using rig = await open();
    const script = 'if x:\n\tprint("\u001b[2Jhidden \u202E")\r\n';
    const files = { ...listArguments, 'RAVINOS/start.py': script };
    await importPackage(rig.api, await rig.file(files), never, rig.output);
    rig.output.printed.length = 0;
    await showPackage(rig.api, 'custom-lister', { script: 'RAVINOS/start.py' }, rig.output);
    expect(rig.output.printed).toEqual(['if x:', '\tprint("?[2Jhidden ?")']);
  });

  it('sends a large file in pieces, and stops where that is wanted', async () => {
    await using rig = await open();
    const path = rig.workshop.at('large.zip');
    writeFileSync(path, '');
    truncateSync(path, 2.5 * 1024 ** 2);
    const offsets: number[] = [];
    const abort = new AbortController();
    const { handlers, hub } = rig.workshop;
    const api = checkedApi(
      {
        ...handlers,
        'uploads.append'(piece) {
          offsets.push(piece.offset);
          return handlers['uploads.append'](piece);
        },
      },
      hub,
    );
    await expect(importPackage(api, path, never, rig.output)).rejects.toMatchObject({
      code: 'bad-archive',
    });
    expect(offsets).toEqual([0, 1024 ** 2, 2 * 1024 ** 2]);
    abort.abort();
    await expect(importPackage(api, path, abort.signal, rig.output)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(offsets).toHaveLength(3);
  });

  it.each<[string, (path: string) => void, string]>([
    ['is not there', () => undefined, 'cannot be read'],
    ['is a folder', (path) => mkdirSync(path), 'is not a file.'],
    ['is empty', (path) => writeFileSync(path, ''), 'is empty.'],
    [
      'is too large',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 2 * 1024 ** 3 + 1);
      },
      'is larger than 2 GiB.',
    ],
  ])('takes no file that %s', async (_, make, text) => {
    await using rig = await open();
    const path = join(rig.workshop.folder.path, 'x.zip');
    make(path);
    await expect(importPackage(rig.api, path, never, rig.output)).rejects.toThrow(text);
  });
});

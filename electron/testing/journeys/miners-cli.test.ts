import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Verified } from '../../commands/miners/verify.ts';
import { Miner } from '../../contract/values/miner.ts';
import { CustomPackage } from '../../contract/values/package.ts';
import { zipOf } from '../archives/build-archive.ts';
import {
  tRexRelease,
  tRexRepository,
  unsignedXmrigRelease,
  xmrigRepository,
} from '../command-rig.ts';
import { PtyWorkshop } from '../pty-workshop.ts';
import { listArguments, packed } from '../ravinos/sample-packages.ts';
import { startReleaseServer } from '../release-server/release-server.ts';
import { tempFolder } from '../temp-folder.ts';
import { cli, runCli, startRealService } from './real-service.ts';

const startServer = async () =>
  startReleaseServer({
    repositories: [
      { ...xmrigRepository, releases: [await unsignedXmrigRelease('6.23.1')] },
      { ...tRexRepository, releases: [await tRexRelease('0.26.8'), await tRexRelease('0.26.6')] },
    ],
  });

// The releases here are for Linux on x64.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'miners on the command line',
  () => {
    it('are installed, verified, switched and removed without a service', async () => {
      using folder = tempFolder();
      await using server = await startServer();
      const at = ['--data', folder.path];
      const from = ['--mirror', server.url, ...at];

      const forged = await runCli(['miners', 'install', 'xmrig', '--yes', '--json', ...from]);
      expect([forged.code, JSON.parse(forged.stdout)]).toMatchObject([
        1,
        { code: 'signature-invalid' },
      ]);
      const alone = await runCli(['miners', 'install', 't-rex', '--version', '0.26.6', ...from]);
      expect([alone.code, alone.stdout]).toEqual([1, '']);
      expect(alone.stderr).toMatch(/^Looking up the release\n/);
      expect(alone.stderr).toContain('Nobody vouches for T-Rex 0.26.6: ');
      expect(alone.stderr).toContain(
        'Agree with “rigwright miners consent t-rex --version 0.26.6 --yes”.',
      );
      const agreed = await runCli(['miners', 'install', 't-rex', '--yes', '--json', ...from]);
      expect(agreed.code).toBe(0);
      const miner = Miner.parse(JSON.parse(agreed.stdout));
      expect(miner).toMatchObject({ version: '0.26.8', installed: true, problem: null });

      const right = await runCli(['miners', 'verify', ...at]);
      expect([right.code, right.stdout.match(/^✓ T-Rex /gm)?.length]).toEqual([0, 2]);
      const program = miner.versions[0]?.executable ?? '';
      writeFileSync(program, `${readFileSync(program, 'utf8')}# tampered with\n`);
      const wrong = await runCli(['miners', 'verify', 't-rex', '--json', ...at]);
      const verified = JSON.parse(wrong.stdout) as Verified[];
      expect([wrong.code, verified.map(({ unchanged }) => unchanged)]).toEqual([1, [false, true]]);

      const back = await runCli(['miners', 'rollback', 't-rex', ...at]);
      expect([back.code, back.stdout]).toEqual([
        0,
        'T-Rex 0.26.6 is the one that is started now.\n',
      ]);
      const list = await runCli(['miners', 'list', '--installed', ...at]);
      expect(list.stdout).toMatch(/^t-rex +T-Rex +0\.26\.6 .+ waits for your consent /m);
      const removed = await runCli(['miners', 'remove', 't-rex', '--json', ...at]);
      expect([removed.code, JSON.parse(removed.stdout)]).toEqual([
        0,
        { minerId: 't-rex', removed: ['0.26.8', '0.26.6'] },
      ]);
      expect(existsSync(program)).toBe(false);
    });

    it('are installed on a terminal, with Ctrl+C on the way and a question at the end', async () => {
      using folder = tempFolder();
      await using server = await startServer();
      await using terminals = new PtyWorkshop();
      const args = [cli, 'miners', 'install', 't-rex', '--mirror', server.url];
      const start = (runId: string) =>
        terminals.start({ runId, args: [...args, '--data', folder.path], columns: 120 });

      server.spoil('/objects/', { kind: 'stalled', at: 20_000 });
      const first = await start('first');
      await first.says('\u001b[2KDownloading ');
      await first.says(' KiB of ');
      first.write('\u0003');
      expect((await first.exited).exitCode).toBe(1);
      expect(first.text()).toContain('“rigwright miners install t-rex” goes on from there.');

      server.heal();
      const second = await start('second');
      await second.says('Start T-Rex 0.26.8 all the same? [y/N] ');
      second.write('y\r');
      expect((await second.exited).exitCode).toBe(0);
      expect(second.text()).toContain('Installed T-Rex 0.26.8: ');
      expect(server.requests.at(-1)?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
    });

    it('and packages are those of the service that runs', async () => {
      using folder = tempFolder();
      await using server = await startServer();
      await using service = await startRealService({ folder: folder.path });
      const at = ['--json', '--data', folder.path];
      const install = ['miners', 'install', 't-rex', '--yes', '--mirror', server.url];
      const installed = await runCli([...install, ...at]);
      expect([installed.code, Miner.parse(JSON.parse(installed.stdout)).installed]).toEqual([
        0,
        true,
      ]);
      const miners = await service.api.call('miners.list', {});
      expect(miners.find(({ id }) => id === 't-rex')).toMatchObject({ version: '0.26.8' });

      const file = join(folder.path, 'lister-1.0.zip');
      writeFileSync(file, await zipOf(packed(listArguments)));
      const imported = await runCli(['packages', 'import', file, ...at]);
      expect(imported.code).toBe(0);
      const { id, findings } = CustomPackage.parse(JSON.parse(imported.stdout));
      expect([id, findings]).toEqual(['custom-lister', []]);
      const script = ['packages', 'show', id, '--script', 'RAVINOS/start.py'];
      const shown = await runCli([...script, '--data', folder.path]);
      expect(shown.stdout).toBe(listArguments['RAVINOS/start.py']);
      const alone = await runCli(['packages', 'consent', id, ...at]);
      expect([alone.code, JSON.parse(alone.stdout)]).toMatchObject([1, { code: 'needs-consent' }]);
      const agreed = await runCli(['packages', 'consent', id, '--yes', ...at]);
      expect(agreed.code).toBe(0);
      const packages = z.array(CustomPackage).parse(await service.api.call('packages.list', {}));
      expect(packages.map(({ consentedAt }) => consentedAt !== null)).toEqual([true]);
    });
  },
);

import { z } from 'zod';
import { operation } from './operation.ts';
import { MinerId } from './values/ids.ts';
import { InstallJob, Miner, MinerRelease } from './values/miner.ts';

const ofMiner = z.object({ minerId: MinerId });

export const minerOperations = {
  'miners.list': operation({
    summary: 'Mining programs this rig knows, installed or not',
    input: z.object({}),
    output: z.array(Miner),
    permission: 'view',
    route: 'GET /miners/available',
  }),
  'miners.get': operation({
    summary: 'One mining program',
    input: ofMiner,
    output: Miner,
    permission: 'view',
    route: 'GET /miners/available/:minerId',
  }),
  'miners.releases': operation({
    summary: 'Releases of a miner that can be installed, newest first',
    input: ofMiner.extend({ mirror: z.url().max(300).optional() }),
    output: z.array(MinerRelease),
    permission: 'view',
    route: 'GET /miners/:minerId/releases',
  }),
  'miners.install': operation({
    summary: 'Begin to install a miner; miners.installs and the event tell how it goes',
    input: ofMiner.extend({
      version: z.string().min(1).max(60).optional().describe('the latest where it is left out'),
      mirror: z
        .url()
        .max(300)
        .optional()
        .describe('a server with the paths of GitHub, instead of GitHub'),
    }),
    output: InstallJob,
    permission: 'configure',
    route: 'POST /miners/:minerId/install',
  }),
  'miners.installs': operation({
    summary: 'The last installation of each miner',
    input: z.object({}),
    output: z.array(InstallJob),
    permission: 'view',
    route: 'GET /miners/installs',
  }),
  'miners.cancelInstall': operation({
    summary: 'End an installation; what came so far is kept for the next one',
    input: ofMiner,
    output: InstallJob,
    permission: 'configure',
    route: 'POST /miners/:minerId/install/cancel',
  }),
  'miners.consent': operation({
    summary: 'Agree to start a program that nobody vouches for',
    input: ofMiner.extend({
      version: z.string().min(1).max(60),
      executableSha256: z.string().length(64).describe('of the file that is agreed to'),
    }),
    output: Miner,
    permission: 'configure',
    route: 'POST /miners/:minerId/consent',
  }),
  'miners.activate': operation({
    summary: 'Switch to another installed version, or back to the one before',
    input: ofMiner.extend({
      version: z.string().min(1).max(60).optional().describe('the one before where left out'),
    }),
    output: Miner,
    permission: 'configure',
    route: 'POST /miners/:minerId/activate',
  }),
  'miners.verify': operation({
    summary: 'Compare the installed programs with their checksums once more',
    input: ofMiner,
    output: Miner,
    permission: 'control',
    route: 'POST /miners/:minerId/verify',
  }),
  'miners.updateCatalogue': operation({
    summary: 'Take a newer list of miners, signed by the publisher of Rigwright',
    input: z.object({
      bundle: z.base64().min(1).max(1_900_000),
      signature: z.base64().min(1).max(200),
    }),
    output: z.object({ serial: z.number().int(), miners: z.number().int() }),
    permission: 'configure',
    route: 'POST /miners/catalogue',
  }),
  'miners.remove': operation({
    summary: 'Remove a version of a miner, or all; one that runs stays',
    input: ofMiner.extend({ version: z.string().min(1).max(60).optional() }),
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /miners/:minerId/uninstall',
  }),
} as const;

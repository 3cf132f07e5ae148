import { describe, expect, it } from 'vitest';
import { aPoolTest } from '../../../testing/bridge-samples.ts';
import { aCatalogueMiner } from '../../../testing/miner-samples.ts';
import { stageWizard } from '../../../testing/wizard-page.ts';
import { address, beta, works } from '../../../testing/wizard-samples.ts';

const open = stageWizard();

describe('the pool on the way', () => {
  it('tests the pool as the miner will talk to it, once, when the address is right', async () => {
    const page = await open();
    await page.press('coin-xmr');
    expect(page.api.inputsOf('pools.test')).toEqual([]);
    await page.type('wallet', address);
    expect(page.api.inputsOf('pools.test')).toEqual([
      {
        url: 'stratum+ssl://alpha.example:443',
        dialect: 'cryptonote',
        user: address,
        password: 'tower',
      },
    ]);
  });

  it('says what to do where a pool fails, and another one is a click away', async () => {
    const page = await open({
      'pools.test': ({ url }) => (url.includes('alpha') ? aPoolTest() : works()),
      'pools.accounts': ({ poolId }) => [
        {
          url:
            poolId === beta.id ? 'stratum+tcp://beta.example:1' : 'stratum+tcp://alpha.example:1',
          user: '%EWAL%',
          password: 'x',
        },
      ],
    });
    await page.press('coin-xmr');
    await page.type('wallet', address);
    expect(page.text('pool-outcome')).toContain('Write stratum+tcp:// instead of stratum+ssl://.');
    expect(page.text('start-hint')).toContain('The pool did not pass its test.');
    expect(page.text('launch')).toBe('Start anyway');
    await page.press('pool-beta-xmr');
    expect(page.text('pool-outcome')).toContain('This pool works');
    expect(page.text('launch')).toBe('Install and start');
  });

  it('says that a pool cannot be tested where nobody here speaks its dialect', async () => {
    const page = await open({
      'miners.list': () => [aCatalogueMiner({ installed: true })],
    });
    await page.press('coin-rvn');
    await page.type('wallet', address);
    expect(page.text('pool-outcome')).toContain('cannot be tested from here');
    expect(page.api.inputsOf('pools.test')).toEqual([]);
    expect(page.find('launch').attributes()).not.toHaveProperty('disabled');
  });

  it('asks for the account where a pool wants one instead of an address', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.press('pool-market-xmr');
    expect(page.find('wallet').exists()).toBe(false);
    expect(page.text('start-hint')).toBe('Enter your account name at the pool first.');
    await page.type('login', 'my-account');
    expect(page.api.inputsOf('pools.test')).toMatchObject([{ user: 'my-account.tower' }]);
    expect(page.find('launch').attributes()).not.toHaveProperty('disabled');
  });

  it('takes the address of a pool for a coin that has none', async () => {
    const page = await open({
      'wallets.check': () => ({
        status: 'unknown',
        kind: null,
        text: 'Nobody can check it.',
        suggestion: null,
      }),
    });
    await page.press('coin-garden');
    await page.type('wallet', 'anything');
    expect(page.text('start-hint')).toBe('Enter the address of a pool first.');
    await page.type('own-pool', 'stratum+tcp://shed.example:3333');
    expect(page.api.inputsOf('pools.test')).toMatchObject([
      { url: 'stratum+tcp://shed.example:3333', dialect: 'cryptonote', user: 'anything.tower' },
    ]);
  });
});

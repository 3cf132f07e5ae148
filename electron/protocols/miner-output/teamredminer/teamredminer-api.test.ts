import { describe, expect, it } from 'vitest';
import { recordedText } from '../../../testing/recorded-miner.ts';
import { recordedCommand } from '../../../testing/recorded-sgminer.ts';
import { unknownDevice, unknownReport } from '../miner-report.ts';
import { teamredminerApi } from './teamredminer-api.ts';

describe('teamredminerApi', () => {
  const commands = ['summary', 'devs', 'pools'];
  const answers = commands.map((command) => recordedCommand('teamredminer-0.10.7', command));

  it('says in three commands what it and its cards do', () => {
    expect(teamredminerApi.read(answers)).toEqual({
      ...unknownReport,
      hashrate: 13_520_000,
      accepted: 5,
      rejected: 0,
      invalid: 0,
      poolConnected: true,
      uptimeMs: 2_296_000,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          hashrate: 13_520_000,
          temperature: 63,
          memoryTemperature: 76,
          fanPercent: 60,
          power: 99,
          accepted: 5,
          rejected: 0,
          invalid: 0,
        },
      ],
    });
  });

  it('said the interval of its average in other words where it was told another', () => {
    const devs = recordedText('public/teamredminer-0.3.8-devs.json');
    const report = teamredminerApi.read([answers[0], devs, null]);
    expect(
      report?.devices.map(({ index, hashrate, accepted, rejected, temperature, fanPercent }) => [
        index,
        hashrate,
        accepted,
        rejected,
        temperature,
        fanPercent,
      ]),
    ).toEqual([
      [0, 2107, 60, 2, 61, 65],
      [1, 2118, 53, 1, 61, 65],
      [2, 2095, 70, 1, 63, 66],
      [3, 2058, 73, 4, 60, 65],
      [4, 2101, 55, 0, 63, 67],
      [5, 2094, 60, 4, 62, 65],
    ]);
  });

  it('named its pools in 0.3.10 as it does now', () => {
    const [devs, pools] = ['devs', 'pools'].map((name) =>
      recordedText(`public/teamredminer-0.3.10-${name}.json`),
    );
    expect(teamredminerApi.read([answers[0], devs, pools])).toMatchObject({
      poolConnected: true,
      devices: [{ hashrate: 1_794_000, temperature: 69, power: null }],
    });
  });

  it('takes the millions where there are no thousands, and the sum where only the first answers', () => {
    const millions = answers.map((answer) => answer.replaceAll('KHS', 'X'));
    expect(teamredminerApi.read(millions)).toMatchObject({ hashrate: 13_520_000 });
    expect(teamredminerApi.read([answers[0], null, null])).toMatchObject({
      hashrate: 13_520_000,
      poolConnected: null,
      devices: [],
    });
  });

  it('refuses what is no summary', () => {
    expect(teamredminerApi.read([answers[1], ...answers.slice(1)])).toBeNull();
  });
});

import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { LineFactsShape, MinerReportShape } from '../../testing/miner-report-shape.ts';
import { mutatedLine } from '../../testing/mutated-line.ts';
import { mutatedText } from '../../testing/mutated-text.ts';
import {
  recordedBody,
  recordedLines,
  recordedReply,
  recordedText,
} from '../../testing/recorded-miner.ts';
import { recordedCommand } from '../../testing/recorded-sgminer.ts';
import { seededRandom, type Random } from '../../testing/seeded-random.ts';
import { apiDialects } from './api-dialects.ts';
import { lineReaders } from './line-readers.ts';
import { apiKinds, outputKinds, type ApiKind, type OutputKind } from './miner-kinds.ts';

const usual = 6_000;

const posted = (name: string): unknown =>
  JSON.parse(recordedText(`public/${name}.json`)) as unknown;
const replies = (name: string, ...commands: string[]): string[] =>
  commands.map((command) => recordedReply(`${name}.jsonl`, command));
const claymore = (id: number, method: string): string =>
  `{"id":${id},"jsonrpc":"2.0","method":"${method}"}\\n`;

/** Whole answers, in the order of the queries. */
const answers: Readonly<Record<ApiKind, readonly unknown[]>> = {
  xmrig: [
    recordedBody('xmrig-api-60s.2-summary.http'),
    [
      ...(recordedBody('xmrig-api-60s.2-backends.http') as unknown[]),
      {
        type: 'cuda',
        threads: [
          { index: 0, name: 'RTX', bus_id: '01:00.0', hashrate: [1], health: { power: 9 } },
        ],
      },
    ],
  ],
  'xmrig-2': [posted('wildrig-0.43.1')],
  cpuminer: replies('cpuminer-opt-api', 'summary', 'threads'),
  ccminer: [
    ...replies('ccminer-api', 'summary'),
    'GPU=0;BUS=1;CARD=GTX;TEMP=61.0;POWER=118250;FAN=55;KHS=12000.00;ACC=2;REJ=0|\0',
    ...replies('ccminer-api', 'pool'),
  ],
  nheqminer: replies('nheqminer-api', String.raw`status\n`),
  ethminer: replies(
    'ethminer-api',
    claymore(1, 'miner_getstat1'),
    claymore(2, 'miner_getstatdetail'),
  ),
  'tt-miner': [recordedText('public/tt-miner-2.2.1.json')],
  't-rex': [posted('t-rex-0.24.6')],
  lolminer: [posted('lolminer-1.92')],
  rigel: [posted('rigel-1.23.2')],
  bzminer: [posted('bzminer')],
  srbminer: [posted('srbminer-3.3.7')],
  gminer: [posted('gminer-2.73')],
  nbminer: [posted('nbminer-40.0')],
  teamredminer: ['summary', 'devs', 'pools'].map((command) =>
    recordedCommand('teamredminer-0.10.7', command),
  ),
  onezerominer: [posted('onezerominer-1.7.8')],
};

it.each(apiKinds)('reads what %s answered, each part of which is as it must be', (kind) => {
  const { queries, read } = apiDialects[kind];
  expect(answers[kind]).toHaveLength(queries.length);
  expect(MinerReportShape.parse(read(answers[kind]))).toEqual(read(answers[kind]));
});

it(
  'gives a whole report or none, whatever is wrong with an answer',
  () => {
    const random = seededRandom(4);
    let read = 0;
    for (let index = 0; index < fuzzCount(usual); index += 1) {
      const kind = random.pick(apiKinds);
      const wrong = answers[kind].map((answer) => mutatedAnswer(answer, random));
      const report = apiDialects[kind].read(wrong);
      if (report === null) continue;
      read += 1;
      const checked = MinerReportShape.safeParse(report);
      if (!checked.success) {
        throw new Error(`${kind}: ${checked.error.message} of ${JSON.stringify(wrong)}`);
      }
    }
    expect(read).toBeGreaterThan(fuzzCount(usual) / 10);
  },
  fuzzTimeoutMs(usual),
);

it.each(apiKinds)('refuses for %s what is no answer of it', (kind) => {
  const { queries, read } = apiDialects[kind];
  const others = [
    null,
    undefined,
    0,
    '',
    'ok',
    [],
    {},
    { error: 'no' },
    '{}',
    '[]',
    '\0',
    '<html>',
  ];
  for (const other of others) expect(read(queries.map(() => other))).toBeNull();
  expect(read([])).toBeNull();
  for (const [another, given] of Object.entries(answers)) {
    if (another === kind || [another, kind].every((name) => name.startsWith('xmrig'))) continue;
    expect(read(given)).toBeNull();
  }
});

it.each(apiKinds)('asks %s in a way that can be asked', (kind) => {
  const { queries, optional = [], proof } = apiDialects[kind];
  expect(optional).not.toContain(0);
  expect(Math.max(0, ...optional)).toBeLessThan(queries.length);
  expect(proof).toBe(kind === 'xmrig' ? 'token' : 'age');
});

it.each(outputKinds)('gives parts of a report, whatever is wrong with what %s prints', (kind) => {
  const lines = printed(kind);
  const random = seededRandom(9);
  const read = lineReaders[kind]();
  const begun = performance.now();
  const count = Math.ceil(fuzzCount(usual) / 4);
  for (let index = 0; index < count; index += 1) {
    const line = lines[random.below(lines.length)] ?? '';
    const wrong = random.below(4) === 0 ? line : mutatedText(line, random);
    const checked = LineFactsShape.safeParse(read(wrong));
    if (!checked.success) throw new Error(`${checked.error.message} at ${JSON.stringify(wrong)}`);
  }
  // A line takes microseconds; a pattern that tries all ways takes seconds for some.
  expect(performance.now() - begun).toBeLessThan(5_000 + 2 * count);
});

it.each(outputKinds)('is done with long lines of %s at once', (kind) => {
  const read = lineReaders[kind]();
  const starts = printed(kind).slice(0, 60);
  const begun = performance.now();
  for (const start of starts) {
    for (const piece of [' ', '0', '|', ' 1', 'a ', '/1', '1 MH/s ', ', ']) {
      read(start + piece.repeat(900 / piece.length));
      read(piece.repeat(900 / piece.length) + start);
    }
  }
  expect(performance.now() - begun).toBeLessThan(3_000);
});

function mutatedAnswer(answer: unknown, random: Random): unknown {
  if (random.below(3) === 0) return answer;
  if (random.below(8) === 0) return null;
  if (typeof answer === 'string') return mutatedText(answer, random);
  const line = new TextDecoder().decode(mutatedLine(JSON.stringify(answer), random));
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return answer;
  }
}

/** All recorded lines of a kind. */
function printed(kind: OutputKind): string[] {
  const folder = new URL('recordings/', import.meta.url);
  const family = kind === 'cpuminer-opt' || kind === 'minerd' ? 'cpuminer' : kind;
  const recorded = readdirSync(folder)
    .filter((name) => name.startsWith(`${family}-`) && /^[^.]+\.jsonl$/.test(name))
    .filter((name) => !/-api\./.test(name))
    .flatMap((name) => recordedLines(name));
  const logs = readdirSync(new URL('public/', folder))
    .filter((name) => name.endsWith('.log') && name.startsWith(kind))
    .flatMap((name) => recordedText(`public/${name}`).split('\n'));
  return [...new Set([...recorded, ...logs, ' * a line | of none: 1.5 MH/s'])];
}

import { describe, expect, it } from 'vitest';
import { minerDialect } from './miner-dialect.ts';
import { outputKinds } from './miner-kinds.ts';
import { xmrigApi } from './xmrig/xmrig-api.ts';

describe('minerDialect', () => {
  it('puts an interface and a manner of printing together', () => {
    const dialect = minerDialect('xmrig', 'minerd');
    expect(dialect.api).toBe(xmrigApi);
    expect(dialect.openReader()('Total: 9.90 khash/s')).toMatchObject({ hashrate: 9_900 });
  });

  it('knows nothing of a miner of which nothing is known', () => {
    const dialect = minerDialect(null, null);
    expect(dialect).toMatchObject({ api: null, pauseKey: null, resumeKey: null });
    expect(dialect.openReader()('Total: 9.90 khash/s')).toEqual({});
  });

  it('opens a reader of its own for each process', () => {
    const { openReader } = minerDialect(null, 'gminer');
    const share = 'GPU0: Share #1 accepted 20 ms';
    const first = openReader();
    first(share);
    expect(first(share)).toMatchObject({ accepted: 2 });
    expect(openReader()(share)).toMatchObject({ accepted: 1 });
  });

  it('presses keys only where the miner documents them', () => {
    const paused = outputKinds.filter((kind) => minerDialect(null, kind).pauseKey !== null);
    expect(paused).toEqual(['xmrig']);
  });
});

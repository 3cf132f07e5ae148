import { describe, expect, it } from 'vitest';
import { ShareCount } from './share-count.ts';

describe('ShareCount', () => {
  it('goes on where the process before ended', () => {
    const shares = new ShareCount();
    expect(shares.told({ accepted: 5, rejected: 1, invalid: 2 })).toBe(true);
    shares.processEnded();
    expect(shares.told({ accepted: 0, rejected: 0, invalid: 0 })).toBe(false);
    expect(shares.told({ accepted: 2, rejected: 0, invalid: 1 })).toBe(true);
    expect(shares.total).toEqual({ accepted: 7, rejected: 1, invalid: 3 });
  });

  it('takes a share that the miner itself found wrong for a change', () => {
    const shares = new ShareCount();
    expect(shares.told({ accepted: null, rejected: null, invalid: 1 })).toBe(true);
    expect(shares.total).toEqual({ accepted: 0, rejected: 0, invalid: 1 });
  });

  it('never goes back', () => {
    const shares = new ShareCount();
    shares.told({ accepted: 5, rejected: 1, invalid: 2 });
    expect(shares.told({ accepted: 4, rejected: null, invalid: 1 })).toBe(false);
    expect(shares.told({ accepted: null, rejected: 0, invalid: null })).toBe(false);
    expect(shares.total).toEqual({ accepted: 5, rejected: 1, invalid: 2 });
  });
});

import { describe, expect, it } from 'vitest';
import { ShareCount } from './share-count.ts';

describe('ShareCount', () => {
  it('goes on where the process before ended', () => {
    const shares = new ShareCount();
    expect(shares.told(5, 1)).toBe(true);
    shares.processEnded();
    expect(shares.told(0, 0)).toBe(false);
    expect(shares.told(2, 0)).toBe(true);
    expect(shares.total).toEqual({ accepted: 7, rejected: 1 });
  });

  it('never goes back', () => {
    const shares = new ShareCount();
    shares.told(5, 1);
    expect(shares.told(4, null)).toBe(false);
    expect(shares.told(null, 0)).toBe(false);
    expect(shares.total).toEqual({ accepted: 5, rejected: 1 });
  });
});

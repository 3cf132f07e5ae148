import { z } from 'zod';

/** Ids travel in URLs and file names, so their alphabet is small and their length bounded. */
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1-64 of a-z, 0-9 and -');

export const RunId = id.brand<'RunId'>().meta({ id: 'RunId' });
export type RunId = z.infer<typeof RunId>;

export const ProfileId = id.brand<'ProfileId'>().meta({ id: 'ProfileId' });
export type ProfileId = z.infer<typeof ProfileId>;

export const MinerId = id.brand<'MinerId'>().meta({ id: 'MinerId' });
export type MinerId = z.infer<typeof MinerId>;

export const NoticeId = id.brand<'NoticeId'>().meta({ id: 'NoticeId' });
export type NoticeId = z.infer<typeof NoticeId>;

export const BridgeId = id.brand<'BridgeId'>().meta({ id: 'BridgeId' });
export type BridgeId = z.infer<typeof BridgeId>;

/** A connection to a bridge, while it lasts. */
export const ClientId = id.brand<'ClientId'>().meta({ id: 'ClientId' });
export type ClientId = z.infer<typeof ClientId>;

export const CoinId = id.brand<'CoinId'>().meta({ id: 'CoinId' });
export type CoinId = z.infer<typeof CoinId>;

export const PoolId = id.brand<'PoolId'>().meta({ id: 'PoolId' });
export type PoolId = z.infer<typeof PoolId>;

export const UploadId = id.brand<'UploadId'>().meta({ id: 'UploadId' });
export type UploadId = z.infer<typeof UploadId>;

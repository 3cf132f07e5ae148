import { z } from 'zod';
import type { ApiError } from '../../connection/api-error.ts';
import type { PoolForm } from './pool-form.ts';

const Places = z.array(z.object({ path: z.string() }));

/** What the rig has against a field of a pool, with what to do about it; false where nothing. */
export type Refusal = string | false;

/** Addresses that were left empty are not sent, so the rig counts those it got without them. */
export function refusalOf(refusal: ApiError | null, form: PoolForm, field: string): Refusal {
  if (refusal === null) return false;
  const [place] = Places.safeParse(refusal.details).data ?? [];
  if (place === undefined || fieldOf(place.path, form) !== field) return false;
  return [refusal.message, refusal.suggestion ?? ''].join(' ').trim();
}

function fieldOf(path: string, { urls }: PoolForm): string {
  const index = /^urls\.(\d+)\.url$/.exec(path)?.[1];
  if (index === undefined) return path;
  const sent = [...urls.keys()].filter((each) => urls[each]?.url.trim() !== '');
  return `urls.${sent[Number(index)]}.url`;
}

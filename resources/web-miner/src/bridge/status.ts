import * as z from 'zod/mini';
import type { LinkProblem } from './link-problem.ts';

/** What the bridge tells everybody about itself. */
export interface BridgeStatus {
  readonly name: string | null;
  readonly passwordNeeded: boolean;
  /** null: it does not tell */
  readonly pool: { readonly state: string; readonly name: string | null } | null;
}

/** The bridge as the page knows it without a connection. */
export type StatusAnswer =
  | { readonly kind: 'status'; readonly status: BridgeStatus }
  /** This browser may not connect. */
  | { readonly kind: 'refused'; readonly problem: LinkProblem }
  | { readonly kind: 'unreachable' };

const timeoutMs = 10_000;
const text = z.nullable(z.string().check(z.maxLength(300)));
const Status = z.object({
  name: z._default(text, null),
  passwordNeeded: z._default(z.boolean(), false),
  pool: z._default(
    z.nullable(
      z.object({ state: z.string().check(z.maxLength(50)), name: z._default(text, null) }),
    ),
    null,
  ),
});
const Refusal = z.object({ code: z.enum(['banned', 'not-allowed', 'full', 'too-many-messages']) });

/** Asks the bridge that serves the page how it is doing. Never rejects. */
export async function fetchStatus(page: string): Promise<StatusAnswer> {
  try {
    const response = await fetch(new URL('status', page), {
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body: unknown = await response.json();
    if (!response.ok) {
      const refusal = z.safeParse(Refusal, body);
      return { kind: 'refused', problem: refusal.data?.code ?? 'not-allowed' };
    }
    return { kind: 'status', status: z.parse(Status, body) };
  } catch {
    return { kind: 'unreachable' };
  }
}

import type { PoolEvent } from '../../testing/practice-pool/pool-event.ts';

/** What happens at a practice pool, as one line. What clients write is shown without control characters. */
export function eventText(event: PoolEvent): string {
  return wordsOf(event).replaceAll(/\p{Cc}/gu, '?');
}

function wordsOf(event: PoolEvent): string {
  switch (event.kind) {
    case 'block':
      return `new block, height ${event.height}`;
    case 'connected':
      return `${event.client}  connected`;
    case 'login':
      return `${event.client}  logged in as ${event.worker}`;
    case 'accepted':
      return `${event.client}  share accepted, difficulty ${event.difficulty}, of ${event.worker}`;
    case 'rejected':
      return `${event.client}  share rejected, ${event.reason}: ${event.message}`;
    case 'bad-message':
      return `${event.client}  said what is not understood: ${event.problem}`;
    case 'difficulty':
      return `${event.client}  difficulty is now ${event.difficulty}`;
    case 'left':
      break;
  }
  return `${event.client}  left`;
}

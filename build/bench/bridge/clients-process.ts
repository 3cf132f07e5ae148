import { loadKernel } from '../../../electron/platform/kernels/load-kernel.ts';
import { sharedNow } from './cost.ts';
import { Fleet, type Arrival } from './fleet.ts';
import { findShares, type ShareOrder } from './found-shares.ts';
import { offer } from './remote.ts';

/** Shares that wait for an answer at the same time: fewer than a bridge lets wait. */
const inFlight = 2_000;

const fleet = new Fleet();
/** A message of each client. */
let found: Buffer[] = [];

const api = {
  connect: (port: number, count: number): Promise<void> => fleet.connect(port, count),
  arrival: (number: number): Promise<Arrival> => fleet.arrival(number),
  keepWork: (): void => fleet.keepWork(),
  async findShares(order: ShareOrder): Promise<void> {
    const works = fleet.clients.map((client) => fleet.works.get(client) ?? '');
    found = findShares(await loadKernel('verushash'), works, order);
  },
  sendShares,
};

/** Clients of one server. */
export type ClientsProcess = typeof api;

offer(api);

interface ShareResults {
  readonly seconds: number;
  readonly answered: number;
  /** The first answer that was none a miner likes; null: all were taken. */
  readonly refusal: string | null;
}

/** Sends all that was found. */
async function sendShares(): Promise<ShareResults> {
  let refusal: string | null = null;
  let answered = 0;
  const done = Promise.withResolvers<void>();
  let sent = 0;
  const sendNext = (): void => {
    const message = found[sent];
    if (message) fleet.clients[sent]?.write(message);
    sent += 1;
  };
  fleet.onAnswer = (text) => {
    if (!text.includes('"share_result"')) return;
    answered += 1;
    if (!text.includes('"accepted":true')) refusal ??= text;
    if (answered >= found.length) done.resolve();
    sendNext();
  };
  const startedAt = sharedNow();
  for (let index = 0; index < inFlight; index += 1) sendNext();
  await done.promise;
  return { seconds: (sharedNow() - startedAt) / 1_000, answered, refusal };
}

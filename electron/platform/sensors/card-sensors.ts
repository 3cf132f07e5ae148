import type { Clock } from '../../base/clock.ts';
import { filledFrom, unknownFigures, type CardFigures } from './card-figures.ts';
import { cardFolder, graphicsCards } from './graphics-cards.ts';
import { hwmonFigures } from './hwmon-figures.ts';
import { askNvidiaSmi } from './nvidia-smi.ts';
import { SharedAnswer } from './shared-answer.ts';

/** What a graphics card measures of itself, and which one it is. */
export interface CardSensors extends CardFigures {
  /** `01:00.0`, small hexadecimal digits. */
  readonly busId: string;
}

/** How long figures are good for, ms. */
const periodMs = 5_000;
/** How often a program that is not there or failed is tried again, ms. */
const silentPeriodMs = 10 * 60_000;

export interface CardSensorOptions {
  /** Of the file system, for tests. */
  readonly root?: string;
  /** Environment of nvidia-smi. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The sensors of this rig's graphics cards, asked at most every five seconds. Only Linux tells. */
export class CardSensorReader {
  readonly #ofKernel: SharedAnswer<readonly CardSensors[]>;
  readonly #ofNvidia: SharedAnswer<ReadonlyMap<string, CardFigures>>;

  constructor(clock: Clock, { root = '/', env = process.env }: CardSensorOptions = {}) {
    this.#ofKernel = new SharedAnswer<readonly CardSensors[]>(clock, {
      ask: () => kernelSensors(root),
      unknown: [],
      goodForMs: () => periodMs,
    });
    this.#ofNvidia = new SharedAnswer(clock, {
      ask: () => askNvidiaSmi({ env }),
      unknown: new Map(),
      goodForMs: ({ size }) => (size === 0 ? silentPeriodMs : periodMs),
    });
  }

  /** In the order of the bus; a card of which nothing is told has nulls only. Never rejects. */
  async read(): Promise<readonly CardSensors[]> {
    const [cards, ofNvidia] = await Promise.all([this.#ofKernel.read(), this.#ofNvidia.read()]);
    return cards.map((card) => ({
      busId: card.busId,
      ...filledFrom(ofNvidia.get(card.busId) ?? unknownFigures, card),
    }));
  }
}

async function kernelSensors(root: string): Promise<CardSensors[]> {
  const cards = await graphicsCards(root);
  // Large computers have several domains: where two cards have one place, nobody can tell them apart.
  const alone = cards.filter(
    ({ busId }) => cards.filter((one) => one.busId === busId).length === 1,
  );
  return Promise.all(
    alone.map(async ({ busId, address }) => ({
      busId,
      ...(await hwmonFigures(cardFolder(root, address))),
    })),
  );
}

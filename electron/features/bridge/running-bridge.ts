import { randomInt } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { BridgeClient, BridgeDoor, BridgeStatus } from '../../contract/values/bridge.ts';
import type { ClientId } from '../../contract/values/ids.ts';
import type { PoolLinkListener } from '../../pool-session/pool-link.ts';
import type { PoolAccount } from '../../pool-session/pool-session.ts';
import { Client } from './core/client.ts';
import { Clients } from './core/clients.ts';
import { aimFor } from './core/difficulty-policy.ts';
import type { Hall, Overhear } from './core/hall.ts';
import { ShareDesk, type SettledShare } from './core/share-desk.ts';
import { ShareRate, Tally } from './core/tally.ts';
import { Uplink } from './core/uplink.ts';
import { Uplinks } from './core/uplinks.ts';
import { WorkerNames } from './core/worker-names.ts';
import { bridgeStatus, publicStatus, type StatusSources } from './bridge-status.ts';
import { dialects } from './dialects/dialects.ts';
import type { ShareKernels } from './dialects/kernels.ts';
import { Guard } from './guard/guard.ts';
import type { BridgeLink, BridgeNetwork, OpenDoor } from './ports.ts';
import type { BridgeSettings } from './settings.ts';
import { openTcpDoor } from './tcp/tcp-door.ts';
import { openWebDoor } from './web/web-door.ts';

export interface RunningBridgeParts {
  readonly settings: BridgeSettings;
  readonly kernels: ShareKernels;
  readonly network: BridgeNetwork;
  readonly makeLink: (pools: readonly PoolAccount[], listener: PoolLinkListener) => BridgeLink;
  /** Folder of the web miner; null: there is none. */
  readonly pageFolder: string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of each share once its fate is known. */
  readonly onSettled?: (share: SettledShare) => void;
  /** Told of clients as they come and go. */
  readonly onClient?: (change: 'came' | 'left', client: Client) => void;
  readonly overhear?: Overhear;
}

interface Doors {
  web: OpenDoor | null;
  tcp: OpenDoor | null;
}

const tickMs = 5_000;

/** A bridge that runs: miners on one side, a pool on the other. */
export class RunningBridge implements AsyncDisposable {
  readonly #parts: RunningBridgeParts;
  readonly #clients = new Clients();
  readonly #guard: Guard;
  readonly #uplinks: Uplinks;
  readonly #desk: ShareDesk;
  readonly #hall: Hall;
  readonly #tally = new Tally();
  readonly #rate: ShareRate;
  readonly #startedAt: number;
  readonly #stopTicking: () => void;
  readonly #doors: Doors = { web: null, tcp: null };
  #settings: BridgeSettings;
  #names: WorkerNames;
  /** Not from one on: a miner that comes again must not take a job for one that it had. */
  #jobs: number = randomInt(2 ** 16);

  private constructor(parts: RunningBridgeParts) {
    const { settings, kernels, clock, log, makeLink } = parts;
    const dialect = dialects[settings.dialect];
    const now = (): number => clock.now();
    this.#parts = parts;
    this.#settings = settings;
    this.#startedAt = now();
    this.#rate = new ShareRate(now());
    this.#names = new WorkerNames(settings.workerNames === 'each');
    this.#guard = new Guard(settings.guard, clock, (address) => {
      this.#clients.dismissAddress(address, 'banned');
    });
    this.#uplinks = new Uplinks({
      now,
      make: (onOverflow) =>
        new Uplink({
          dialect,
          algorithm: settings.algorithm,
          kernels,
          clock,
          log,
          makeLink: (listener) => makeLink(this.#settings.pools, listener),
          nextNumber: () => (this.#jobs += 1),
          onOverflow,
        }),
    });
    this.#desk = new ShareDesk({
      dialect: settings.dialect,
      aimFor: (client, work) => aimFor(this.#settings.clientDifficulty, client, work),
      uplinkOf: (client) => this.#uplinks.of(client),
      names: () => this.#names,
      log,
      onSettled: (share) => this.#settled(share),
    });
    this.#hall = {
      dialect,
      guard: this.#guard,
      clock,
      log,
      admit: (client) => this.#admit(client),
      seat: (client) => this.#uplinks.seat(client),
      leave: (client) => {
        this.#clients.remove(client);
        this.#uplinks.leave(client);
        parts.onClient?.('left', client);
      },
      overhear: parts.overhear ?? null,
      workFor: (client) => (this.#uplinks.of(client) ?? this.#uplinks.first).book.current,
      aimFor: (client, work) => {
        const { clientDifficulty } = this.#settings;
        if (clientDifficulty === 'adapted') client.ease.adapt(work.number, now());
        return aimFor(clientDifficulty, client, work);
      },
      refuse: (client, refused) => this.#desk.refuse(client, refused),
      offer: (...share) => this.#desk.offer(...share),
      publicStatus: () => publicStatus(this.#sources),
    };
    this.#stopTicking = clock.every(tickMs, () => {
      this.#uplinks.tick();
      this.#guard.tick();
    });
  }

  /**
   * Opens the doors and connects to the pool.
   *
   * @throws {AppError}  where a door cannot be opened
   */
  static async open(parts: RunningBridgeParts): Promise<RunningBridge> {
    const bridge = new RunningBridge(parts);
    try {
      await bridge.#openDoors();
    } catch (error) {
      await bridge[Symbol.asyncDispose]();
      throw error;
    }
    return bridge;
  }

  status(): BridgeStatus {
    return bridgeStatus(this.#sources);
  }

  /** @returns those with the highest hashrate first */
  clients(): BridgeClient[] {
    const now = this.#parts.clock.now();
    return [...this.#clients.values()]
      .map((client) => client.toValue(now, this.#difficultyOf(client)))
      .toSorted((a, b) => (b.hashrate ?? 0) - (a.hashrate ?? 0));
  }

  /** @returns whether there is such a client */
  disconnect(clientId: ClientId): boolean {
    const client = this.#clients.get(clientId);
    client?.voice.dismiss('not-wanted');
    return client !== undefined;
  }

  ban(address: string, minutes: number): void {
    this.#guard.ban(address, minutes, 'by hand');
  }

  unban(address: string): void {
    this.#guard.unban(address);
  }

  /**
   * Goes on with other settings. Clients stay, but for those whose door is another one now. The dialect
   * and the algorithm cannot change while a bridge runs.
   *
   * @throws {AppError}  where a door cannot be opened
   */
  async update(settings: BridgeSettings): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    this.#guard.use(settings.guard);
    if (before.workerNames !== settings.workerNames || before.pools !== settings.pools) {
      this.#names = new WorkerNames(settings.workerNames === 'each');
    }
    for (const { link } of this.#uplinks.all) link.usePools(settings.pools);
    if (!isSameDoor(before.web, settings.web)) await this.#closeDoor('web');
    if (!isSameDoor(before.tcp, settings.tcp)) await this.#closeDoor('tcp');
    await this.#openDoors();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopTicking();
    await Promise.all([this.#closeDoor('web'), this.#closeDoor('tcp')]);
    await this.#uplinks[Symbol.asyncDispose]();
  }

  get #sources(): StatusSources {
    const { web, tcp } = this.#doors;
    return {
      settings: this.#settings,
      kernels: this.#parts.kernels,
      uplinks: this.#uplinks,
      guard: this.#guard,
      startedAt: this.#startedAt,
      clients: this.#clients.size,
      hashrate: this.#rate.perSecond(this.#parts.clock.now()),
      shares: this.#tally.toCounts(),
      ports: { web: web?.port ?? null, tcp: tcp?.port ?? null },
      now: this.#parts.clock.now(),
    };
  }

  async #openDoors(): Promise<void> {
    const { network, pageFolder } = this.#parts;
    const { web, tcp, guard } = this.#settings;
    const hall = this.#hall;
    if (web.enabled) {
      this.#doors.web ??= await openWebDoor({ ...web, hall, network, pageFolder });
    }
    if (tcp.enabled) {
      const { maxClients } = guard;
      this.#doors.tcp ??= await openTcpDoor({ ...tcp, hall, network, maxClients });
    }
  }

  async #closeDoor(which: keyof Doors): Promise<void> {
    const door = this.#doors[which];
    this.#doors[which] = null;
    await door?.[Symbol.asyncDispose]();
  }

  #admit(parts: Parameters<Hall['admit']>[0]): Client {
    const now = this.#parts.clock.now();
    const client = new Client({ ...parts, id: this.#clients.newId(), now });
    this.#clients.add(client);
    this.#parts.onClient?.('came', client);
    return client;
  }

  #difficultyOf(client: Client): number | null {
    const work = this.#uplinks.of(client)?.book.current;
    return work ? aimFor(this.#settings.clientDifficulty, client, work).difficulty : null;
  }

  #settled(share: SettledShare): void {
    const { client, refusal, forwarded, hashes } = share;
    const now = this.#parts.clock.now();
    client.lastShareAt = now;
    client.ease.share();
    if (hashes > 0) {
      client.rate.add(hashes, now);
      this.#rate.add(hashes, now);
    }
    for (const tally of [client.tally, this.#tally]) {
      if (refusal) tally.reject(refusal.reason);
      else tally.accept(forwarded);
    }
    // What the pool says against a share that was found good here is not the client's doing.
    if (!refusal || forwarded) this.#guard.good(client.address);
    else this.#guard.bad(client.address, refusal.reason);
    this.#parts.onSettled?.(share);
  }
}

function isSameDoor(one: BridgeDoor, other: BridgeDoor): boolean {
  return (
    one.enabled === other.enabled &&
    one.host === other.host &&
    one.port === other.port &&
    one.tls === other.tls
  );
}

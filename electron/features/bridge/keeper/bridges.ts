import { AppError } from '../../../base/app-error.ts';
import { randomId } from '../../../base/random-id.ts';
import { Serial } from '../../../base/serial.ts';
import { TooManyError } from '../../../base/too-many-error.ts';
import type {
  Bridge,
  BridgeClient,
  BridgeDraft,
  BridgeStatus,
} from '../../../contract/values/bridge.ts';
import { BridgeId, type ClientId } from '../../../contract/values/ids.ts';
import { idleStatus } from '../bridge-status.ts';
import { RunningBridge } from '../running-bridge.ts';
import type { BridgeSettings } from '../settings.ts';
import {
  BridgeInUseError,
  BridgeNotRunningError,
  NoSuchBridgeError,
  NoSuchClientError,
} from './bridge-errors.ts';
import { BridgeFile, maxBridges } from './bridge-file.ts';
import {
  clientPassword,
  mergeSecrets,
  poolPassword,
  publicParts,
  readSecrets,
  replaceSecrets,
  type BridgeSecrets,
} from './bridge-secrets.ts';
import { checkDraft } from './check-draft.ts';
import type { BridgesParts } from './ports.ts';

/** How often the status is told to those who listen, ms. */
const statusMs = 2_000;

/**
 * The bridges. Every change is on the disk before it is answered and announced; where the disk refuses,
 * everything is as before. They end with this.
 */
export class Bridges implements AsyncDisposable {
  readonly #parts: BridgesParts;
  readonly #file: BridgeFile;
  readonly #serial = new Serial();
  readonly #running = new Map<BridgeId, RunningBridge>();
  /** Why a bridge that should run does not, as a sentence. */
  readonly #problems = new Map<BridgeId, string>();
  readonly #stopTelling: () => void;
  /** By name. */
  #bridges: readonly Bridge[];

  private constructor(parts: BridgesParts, file: BridgeFile, bridges: readonly Bridge[]) {
    this.#parts = parts;
    this.#file = file;
    this.#bridges = sorted(bridges);
    this.#stopTelling = parts.clock.every(statusMs, () => {
      for (const id of this.#running.keys()) this.#tell(id);
    });
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  static async open(parts: BridgesParts): Promise<Bridges> {
    const file = new BridgeFile(parts.file, parts.notify);
    return new Bridges(parts, file, await file.read());
  }

  /** By name. */
  list(): Bridge[] {
    return [...this.#bridges];
  }

  /** @throws {NoSuchBridgeError} */
  get(bridgeId: BridgeId): Bridge {
    const bridge = this.#bridges.find(({ id }) => id === bridgeId);
    if (!bridge) throw new NoSuchBridgeError(bridgeId);
    return bridge;
  }

  /** @throws {AppError} where the draft does not fit, there are too many, or the disk refuses */
  create(draft: BridgeDraft): Promise<Bridge> {
    return this.#serial.run(() => {
      if (this.#bridges.length >= maxBridges) throw new TooManyError(maxBridges, 'bridges');
      checkDraft(draft);
      const secrets = mergeSecrets(draft, undefined, () => new Map());
      const now = this.#parts.clock.now();
      const id = BridgeId.parse(randomId());
      return this.#save(
        { id, ...fieldsOf(draft, secrets), createdAt: now, updatedAt: now },
        secrets,
      );
    });
  }

  /**
   * Replaces a bridge; one that runs goes on with what changed.
   *
   * @throws {AppError} as {@link create}; where it runs, also for what only a new start can change
   */
  update(bridgeId: BridgeId, draft: BridgeDraft): Promise<Bridge> {
    return this.#serial.run(async () => {
      const before = this.get(bridgeId);
      checkDraft(draft);
      const running = this.#running.get(bridgeId);
      const isOther = draft.dialect !== before.dialect || draft.algorithm !== before.algorithm;
      if (running && isOther) {
        throw new BridgeInUseError(before.name, 'given another dialect or algorithm');
      }
      const secrets = mergeSecrets(draft, before, () => this.#secretsOf(bridgeId));
      const fields = fieldsOf(draft, secrets);
      const bridge = { ...before, ...fields, updatedAt: this.#parts.clock.now() };
      await this.#save(bridge, secrets);
      if (running) await running.update(await this.#settingsOf(bridge));
      this.#tell(bridgeId);
      return bridge;
    });
  }

  /** @throws {BridgeInUseError} and where there is no such bridge or the disk refuses */
  remove(bridgeId: BridgeId): Promise<void> {
    return this.#serial.run(async () => {
      const { name } = this.get(bridgeId);
      if (this.#running.has(bridgeId)) throw new BridgeInUseError(name, 'deleted');
      await this.#write(this.#bridges.filter(({ id }) => id !== bridgeId));
      this.#problems.delete(bridgeId);
      try {
        await replaceSecrets(this.#parts.secrets, bridgeId, new Map());
      } catch (error) {
        // The bridge is gone, as was asked for; its sealed passwords only take space.
        this.#parts.log.warn('the passwords of a deleted bridge stay', { bridgeId, error });
      }
    });
  }

  /**
   * Does nothing where it runs already.
   *
   * @throws {AppError} where a door cannot be opened, or a password or a kernel is missing
   */
  start(bridgeId: BridgeId): Promise<BridgeStatus> {
    return this.#serial.run(async () => {
      const bridge = this.get(bridgeId);
      if (!this.#running.has(bridgeId)) await this.#start(bridge);
      return this.#tell(bridgeId);
    });
  }

  stop(bridgeId: BridgeId): Promise<BridgeStatus> {
    return this.#serial.run(async () => {
      this.get(bridgeId);
      const running = this.#running.get(bridgeId);
      this.#running.delete(bridgeId);
      this.#problems.delete(bridgeId);
      await running?.[Symbol.asyncDispose]();
      this.#parts.history.flush();
      return this.#tell(bridgeId);
    });
  }

  /** Starts those that are to start with the program; what goes wrong is told as a notice. */
  async autostart(): Promise<void> {
    for (const { id, name, autostart } of this.#bridges) {
      if (!autostart) continue;
      await this.start(id).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        const text = `The bridge “${name}” was not started: ${error.userMessage}`;
        this.#parts.notify({ severity: 'problem', text, suggestion: error.suggestion ?? null });
      });
    }
  }

  status(bridgeId: BridgeId): BridgeStatus {
    this.get(bridgeId);
    const problem = this.#problems.get(bridgeId) ?? null;
    return (
      this.#running.get(bridgeId)?.status() ??
      idleStatus(bridgeId, problem, this.#parts.clock.now())
    );
  }

  /** @returns those with the highest hashrate first; none where it does not run */
  clients(bridgeId: BridgeId): BridgeClient[] {
    this.get(bridgeId);
    return this.#running.get(bridgeId)?.clients() ?? [];
  }

  /** @throws {BridgeNotRunningError | NoSuchClientError} */
  disconnect(bridgeId: BridgeId, clientId: ClientId): void {
    if (!this.#runningOf(bridgeId).disconnect(clientId)) throw new NoSuchClientError(clientId);
  }

  /** @throws {BridgeNotRunningError} */
  ban(bridgeId: BridgeId, address: string, minutes: number): BridgeStatus {
    this.#runningOf(bridgeId).ban(address, minutes);
    return this.#tell(bridgeId);
  }

  /** @throws {BridgeNotRunningError} */
  unban(bridgeId: BridgeId, address: string): BridgeStatus {
    this.#runningOf(bridgeId).unban(address);
    return this.#tell(bridgeId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopTelling();
    await this.#serial.run(async () => {
      const running = [...this.#running.values()];
      this.#running.clear();
      await Promise.all(running.map((bridge) => bridge[Symbol.asyncDispose]()));
    });
  }

  #runningOf(bridgeId: BridgeId): RunningBridge {
    const { name } = this.get(bridgeId);
    const running = this.#running.get(bridgeId);
    if (!running) throw new BridgeNotRunningError(name);
    return running;
  }

  async #start(bridge: Bridge): Promise<void> {
    const { network, makeLink, loadKernels, history, pageFolder, clock, log } = this.#parts;
    const { id, dialect } = bridge;
    try {
      const running = await RunningBridge.open({
        settings: await this.#settingsOf(bridge),
        kernels: await loadKernels(bridge.algorithm),
        network,
        makeLink: (pools, listener) => makeLink(dialect, pools, listener),
        pageFolder,
        clock,
        log: log.with({ bridge: id }),
        onSettled: (share) => history.add(id, share),
      });
      this.#running.set(id, running);
      history.running(id, () => this.#running.get(id) === running);
      this.#problems.delete(id);
    } catch (error) {
      if (error instanceof AppError) this.#problems.set(id, error.userMessage);
      throw error;
    }
  }

  async #settingsOf(bridge: Bridge): Promise<BridgeSettings> {
    const { resolvePool, hideSecret } = this.#parts;
    const hasSecrets = bridge.hasPassword || bridge.pools.some(({ hasPassword }) => hasPassword);
    const secrets = hasSecrets ? this.#secretsOf(bridge.id) : new Map<string, string>();
    for (const secret of secrets.values()) hideSecret(secret);
    const password = clientPassword(bridge, secrets);
    const pools = await Promise.all(
      bridge.pools.map(async (pool) => {
        const url = await resolvePool(pool.url, bridge);
        const password = poolPassword(pool, bridge, secrets);
        return { url, user: pool.user, password, ...(url !== pool.url && { shownAs: pool.url }) };
      }),
    );
    return { ...bridge, pools, guard: { ...bridge.guard, password } };
  }

  #secretsOf(bridgeId: BridgeId): BridgeSecrets {
    return readSecrets(this.#parts.secrets, bridgeId);
  }

  #tell(bridgeId: BridgeId): BridgeStatus {
    const status = this.status(bridgeId);
    if (this.#parts.hasListener('bridge.status')) this.#parts.publish('bridge.status', status);
    return status;
  }

  /** Passwords first: a bridge never says that it has one that is nowhere. */
  async #save(bridge: Bridge, secrets: BridgeSecrets): Promise<Bridge> {
    const undo = await replaceSecrets(this.#parts.secrets, bridge.id, secrets);
    try {
      await this.#write([...this.#bridges.filter(({ id }) => id !== bridge.id), bridge]);
    } catch (error) {
      await undo().catch((second: unknown) => {
        const fields = { bridgeId: bridge.id, error: second };
        this.#parts.log.warn('passwords could not be put back', fields);
      });
      throw error;
    }
    return bridge;
  }

  async #write(bridges: readonly Bridge[]): Promise<void> {
    await this.#file.write(bridges);
    this.#bridges = sorted(bridges);
    this.#parts.publish('bridges.changed', this.list());
  }
}

function fieldsOf(
  draft: BridgeDraft,
  secrets: BridgeSecrets,
): Omit<Bridge, 'id' | 'createdAt' | 'updatedAt'> {
  const { password: _, pools: __, ...fields } = draft;
  return { ...fields, ...publicParts(draft, secrets) };
}

/** "Bridge 10" comes after "Bridge 9"; the id makes the order of equal names stable. */
const byName = new Intl.Collator('en', { numeric: true });

const sorted = (bridges: readonly Bridge[]): readonly Bridge[] =>
  bridges.toSorted((a, b) => byName.compare(a.name, b.name) || a.id.localeCompare(b.id));

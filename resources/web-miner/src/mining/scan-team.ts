import type { MiningJob } from './mining-job.ts';
import { NonceBlocks, type NonceBlock } from './nonce-blocks.ts';
import type { ScanOrder, ScanReport } from './scan-messages.ts';

/** A thread as the team sees it. */
export interface ScanMember {
  send(order: ScanOrder): void;
  end(): void;
}

export interface TeamListener {
  readonly onHashes: (count: number) => void;
  readonly onFound: (job: MiningJob, nonce: number) => void;
  /** The job has nothing left to be dealt out. */
  readonly onExhausted: () => void;
  readonly onFailed: (message: string) => void;
}

export interface TeamParts {
  readonly module: WebAssembly.Module;
  readonly start: (onReport: (report: ScanReport) => void) => ScanMember;
  readonly listener: TeamListener;
}

/** Blocks that a thread has beside the one it searches, so that it never waits for the next. */
const blocksAhead = 2;

interface Work {
  readonly id: number;
  readonly job: MiningJob;
  readonly blocks: NonceBlocks;
}

/** The mining threads, as many as are wanted, on one job. */
export class ScanTeam implements Disposable {
  readonly #parts: TeamParts;
  readonly #members: ScanMember[] = [];
  readonly #ready = new Set<ScanMember>();
  #work: Work | null = null;
  #workIds = 0;
  #workPercent = 100;

  constructor(parts: TeamParts) {
    this.#parts = parts;
  }

  /** Starts or ends threads. What an ended one had not searched is left out. */
  resize(threads: number): void {
    while (this.#members.length > threads) this.#end(this.#members.pop());
    while (this.#members.length < threads) this.#members.push(this.#start());
  }

  /** @param job  null: nothing to do for now */
  work(job: MiningJob | null): void {
    this.#workIds += 1;
    this.#work = job ? { id: this.#workIds, job, blocks: new NonceBlocks(job) } : null;
    for (const member of this.#ready) this.#brief(member);
  }

  /** @param workPercent  of the time, 0 to 100 */
  setPace(workPercent: number): void {
    this.#workPercent = workPercent;
    for (const member of this.#ready) member.send({ kind: 'pace', workPercent });
  }

  [Symbol.dispose](): void {
    this.resize(0);
  }

  #start(): ScanMember {
    const member = this.#parts.start((report) => {
      // Messages of one that has been ended may still come.
      if (this.#members.includes(member)) this.#heard(member, report);
    });
    member.send({ kind: 'open', module: this.#parts.module });
    return member;
  }

  #end(member: ScanMember | undefined): void {
    if (!member) return;
    this.#ready.delete(member);
    member.end();
  }

  #heard(member: ScanMember, report: ScanReport): void {
    const { listener } = this.#parts;
    switch (report.kind) {
      case 'ready':
        this.#ready.add(member);
        member.send({ kind: 'pace', workPercent: this.#workPercent });
        this.#brief(member);
        break;
      case 'failed':
        listener.onFailed(report.message);
        break;
      case 'hashes':
        listener.onHashes(report.count);
        break;
      case 'found':
        if (this.#work?.id === report.workId) listener.onFound(this.#work.job, report.nonce);
        break;
      case 'hungry':
        if (this.#work?.id === report.workId) this.#feed(member, this.#work);
        break;
    }
  }

  #brief(member: ScanMember): void {
    if (!this.#work) {
      member.send({ kind: 'rest' });
      return;
    }
    const { id, job, blocks } = this.#work;
    const { header, target } = job;
    const first: NonceBlock[] = [];
    for (let block = blocks.take(); block; block = blocks.take()) {
      if (first.push(block) === blocksAhead) break;
    }
    member.send({ kind: 'job', workId: id, header, target, blocks: first });
  }

  #feed(member: ScanMember, { id, blocks }: Work): void {
    const block = blocks.take();
    if (block) member.send({ kind: 'block', workId: id, ...block });
    else this.#parts.listener.onExhausted();
  }
}

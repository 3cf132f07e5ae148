import type { LineConnection } from '../../../base/line-connection.ts';
import { LineSplitter } from '../../../protocols/framing/line-splitter.ts';
import {
  BadStratumMessageError,
  type RequestId,
} from '../../../protocols/stratum/stratum-errors.ts';
import type { Client, ClientVoice } from '../core/client.ts';
import type { Hall } from '../core/hall.ts';
import { refusal, type Refusal, type Work } from '../core/work.ts';
import type { ClientRequest, Speaker, View } from '../dialects/dialect.ts';
import type { Offence } from '../guard/conduct.ts';

/** Messages that are not understood before the client is sent away. */
const maxBadMessages = 20;

/** How long a client may be connected without wanting anything, ms. */
const loginMs = 30_000;

type Login = Extract<ClientRequest, { kind: 'login' }>;

/** One client that speaks in lines. */
export class TcpClient implements ClientVoice {
  readonly client: Client;
  readonly #hall: Hall;
  readonly #connection: LineConnection;
  readonly #speaker: Speaker;
  /** What waits for the first work: the pool says in it what clients have to be told. */
  #subscription: { readonly id: RequestId } | null = null;
  #login: { readonly id: RequestId } | null = null;
  #isSubscribed: boolean;
  #isLoggedIn = false;
  #badMessages = 0;
  #isLeaving = false;
  /** Answers to shares that wait for those before them, where their order matters. */
  readonly #slots: { text: string | null }[] = [];

  constructor(hall: Hall, connection: LineConnection) {
    this.#hall = hall;
    this.#connection = connection;
    this.#speaker = hall.dialect.speak();
    this.#isSubscribed = !this.#speaker.subscribes;
    const { remoteAddress: address } = connection;
    this.client = hall.admit({ address, agent: null, kind: 'tcp', voice: this });
  }

  /** Serves the client until the connection ends. @throws whatever ended it before its time */
  async run(): Promise<void> {
    const { maxLineLength: maxLength } = this.#hall.dialect;
    const splitter = new LineSplitter({ maxLength, overlong: 'throw' });
    for await (const chunk of this.#connection.chunks) {
      // Leaving the loop would break the connection off before it has been told why.
      if (this.#isLeaving) continue;
      for (const line of splitter.push(chunk)) {
        if (this.#receive(line)) continue;
        this.#leave();
        break;
      }
    }
  }

  work(work: Work): void {
    const view = this.#viewOf(work);
    if (this.#subscription) {
      this.#send(this.#speaker.subscribed(this.#subscription.id, view));
      this.#subscription = null;
      this.#isSubscribed = true;
    }
    if (this.#login) {
      this.#send(this.#speaker.loggedIn(this.#login.id, view));
      this.#login = null;
      this.#isLoggedIn = true;
      if (!this.#speaker.subscribes) return;
    }
    if (!this.#isSubscribed || !this.#isLoggedIn) return;
    // It would go on with what it was told at first; when it comes again it is told what holds now.
    if (this.#speaker.canFollow(view)) this.#send(this.#speaker.job(view));
    else this.dismiss();
  }

  cancelled(work: Work): void {
    const text = this.#isLoggedIn ? this.#speaker.cancelled(work) : null;
    if (text !== null) this.#send(text);
  }

  dismiss(): void {
    this.#connection.abort();
  }

  /** To be called about once a second. */
  tick(now: number): void {
    const isWaiting = this.#isLoggedIn || this.#login !== null || this.#subscription !== null;
    if (!isWaiting && now - this.client.connectedAt > loginMs) this.dismiss();
  }

  /** Ends the connection once the last answer is sent. */
  #leave(): void {
    this.#isLeaving = true;
    void this.#connection[Symbol.asyncDispose]();
  }

  /** @returns whether the client may go on */
  #receive(line: string): boolean {
    const { guard, overhear } = this.#hall;
    overhear?.(this.client, 'received', line);
    const budget = guard.message(this.client.address);
    if (budget === 'flood') return false;
    try {
      const work = this.#hall.workFor(this.client);
      const request = this.#speaker.read(line, work);
      if (budget === 'ok') return this.#handle(request);
      if (request.kind === 'submit') {
        this.#refuseShare(request.id, refusal('over-rate'));
      }
      return true;
    } catch (error) {
      if (!(error instanceof BadStratumMessageError)) throw error;
      this.#badMessages += 1;
      this.#offend('nonsense');
      this.#send(this.#speaker.misunderstood(error.requestId, error.message));
      return this.#badMessages < maxBadMessages;
    }
  }

  #handle(request: ClientRequest): boolean {
    switch (request.kind) {
      case 'subscribe':
        this.client.from(request.agent);
        this.#subscription = { id: request.id };
        this.#wantWork();
        break;
      case 'login':
        return this.#logIn(request);
      case 'submit':
        this.#submit(request);
        break;
      case 'bad-share':
        this.#refuseShare(request.id, request.refusal);
        break;
      case 'get-job': {
        const work = this.#hall.workFor(this.client);
        const isReady = work && this.#isLoggedIn && this.client.slice >= 0;
        if (isReady) this.#send(this.#speaker.jobAnswer(request.id, this.#viewOf(work)));
        break;
      }
      case 'say':
        if (request.text !== null) this.#send(request.text);
        break;
    }
    return true;
  }

  #logIn({ id, user, password, agent, rig }: Login): boolean {
    const { guard } = this.#hall;
    if (!guard.password.fits(password)) {
      this.#offend('wrong-password');
      this.#refuse(id, refusal('not-authorized', 'wrong password'));
      return false;
    }
    // Where the one field there is held the password, it is nobody's name.
    const isSecret = guard.password.isNeeded && user === password;
    this.client.named(rig ?? (isSecret ? null : workerOf(user)));
    this.client.from(agent);
    this.#login = { id };
    if (this.#speaker.subscribes) {
      this.#isLoggedIn = true;
      this.#login = null;
      this.#send(this.#speaker.accepted(id));
    }
    this.#wantWork();
    return true;
  }

  /** Takes a place, or, where it has one, what is to be worked on now. */
  #wantWork(): void {
    if (this.client.slice < 0) this.#hall.seat(this.client);
    else {
      const work = this.#hall.workFor(this.client);
      if (work) this.work(work);
    }
  }

  #submit({ id, submission }: Extract<ClientRequest, { kind: 'submit' }>): void {
    if (!this.#isLoggedIn) {
      this.#refuse(id, refusal('not-authorized', 'log in first'));
      return;
    }
    const answer = this.#answerer();
    this.#hall.offer(this.client, submission, (refused) => {
      answer(refused ? this.#speaker.refused(id, refused) : this.#speaker.accepted(id));
    });
  }

  /** @returns what sends the answer to a share, where needed after those of the shares before it */
  #answerer(): (text: string) => void {
    if (!this.#speaker.answersInOrder) return (text) => this.#send(text);
    const slot: { text: string | null } = { text: null };
    this.#slots.push(slot);
    return (text) => {
      slot.text = text;
      while (typeof this.#slots[0]?.text === 'string') this.#send(this.#slots.shift()?.text ?? '');
    };
  }

  #viewOf(work: Work): View {
    return { work, seat: this.client, aim: this.#hall.aimFor(this.client, work) };
  }

  #refuseShare(id: RequestId, refused: Refusal): void {
    this.#hall.refuse(this.client, refused);
    this.#answerer()(this.#speaker.refused(id, refused));
  }

  #refuse(id: RequestId, refused: Refusal): void {
    this.#send(this.#speaker.refused(id, refused));
  }

  #send(text: string): void {
    this.#hall.overhear?.(this.client, 'sent', text);
    this.#connection.send(text);
  }

  #offend(offence: Offence): void {
    this.#hall.guard.bad(this.client.address, offence);
  }
}

/** What stands behind the address of a login: `RAddress.rig` → `rig`. */
function workerOf(user: string): string | null {
  const dot = user.indexOf('.');
  const worker = dot < 0 ? user : user.slice(dot + 1);
  return worker === '' ? null : worker;
}

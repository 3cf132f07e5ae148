import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Client, ClientVoice, Dismissal } from '../core/client.ts';
import type { Hall } from '../core/hall.ts';
import { refusal, type Refusal, type Work } from '../core/work.ts';
import type { Offence } from '../guard/conduct.ts';
import { closeCodes, type CloseReason } from './close-codes.ts';
import { frameOf } from './frame.ts';
import { readWebMessage, type WebMessage } from './web-messages.ts';
import { webSubmission } from './web-submission.ts';
import type { WorkFrames } from './work-frames.ts';
import type { WorkForm } from './work-text.ts';

/** What may wait to be sent, bytes: some ten jobs. Who reads no faster is sent away. */
const maxBacklogBytes = 128 * 1024;

/** How long a client may take to say who it is, where it has to, ms. */
const identifyMs = { password: 15_000, form: 1_000 };

/** Silence after which a client is asked whether it is there, and after which it is taken for gone, ms. */
const silenceMs = { ask: 30_000, end: 90_000 };

const pongFrame = frameOf(JSON.stringify({ type: 'pong' }));

type WebShare = Extract<WebMessage, { kind: 'share' }>;

interface WebClientParts {
  readonly hall: Hall;
  readonly frames: WorkFrames;
  readonly ws: WebSocket;
  /** What the WebSocket goes over: work is written there directly. */
  readonly socket: Duplex;
  readonly address: string;
  readonly agent: string | null;
  /** Whether it has shown the password already, or needs none. */
  readonly isTrusted: boolean;
  /** Whether it is from our own page, which says at once what form it wants. */
  readonly isOwnPage: boolean;
}

/** One WebSocket client. */
export class WebClient implements ClientVoice {
  readonly client: Client;
  readonly #hall: Hall;
  readonly #frames: WorkFrames;
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  #isTrusted: boolean;
  /** null: it is not known yet. */
  #form: WorkForm | null;
  #hasWork = false;
  #heardAt: number;
  #askedAt = 0;

  constructor(parts: WebClientParts) {
    const { hall, frames, ws, socket, address, agent, isTrusted, isOwnPage } = parts;
    this.#hall = hall;
    this.#frames = frames;
    this.#ws = ws;
    this.#socket = socket;
    this.#isTrusted = isTrusted;
    this.#form = isOwnPage ? null : 'spec';
    this.#heardAt = hall.clock.now();
    this.client = hall.admit({ address, agent, kind: 'websocket', voice: this });
    ws.on('message', (data) => this.#receive(data as Buffer));
    ws.on('pong', () => (this.#heardAt = hall.clock.now()));
    ws.on('error', () => ws.terminate());
    ws.once('close', () => hall.leave(this.client));
    if (this.#isReady) hall.seat(this.client);
  }

  work(work: Work): void {
    if (this.#form === null || this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#socket.writableLength > maxBacklogBytes) {
      this.#ws.terminate();
      return;
    }
    this.#frames.send(this.#socket, this.client, work, this.#form, !this.#hasWork);
    this.#hall.overhear?.(this.client, 'sent', `work ${work.key}`);
    this.#hasWork = true;
  }

  cancelled(): void {
    // The bridge serves browsers in dialects that take no job back.
  }

  dismiss(why: Dismissal): void {
    this.close(dismissals[why]);
  }

  close(why: CloseReason): void {
    this.#ws.close(closeCodes[why], why);
  }

  terminate(): void {
    this.#ws.terminate();
  }

  /** To be called about once a second. */
  tick(now: number): void {
    const ageMs = now - this.client.connectedAt;
    if (!this.#isTrusted && ageMs > identifyMs.password) this.close('password-needed');
    else if (this.#isTrusted && this.#form === null && ageMs > identifyMs.form) this.#use('spec');
    const silentMs = now - this.#heardAt;
    if (silentMs > silenceMs.end) this.#ws.terminate();
    else if (silentMs > silenceMs.ask && now - this.#askedAt > silenceMs.ask) {
      this.#askedAt = now;
      this.#ws.ping();
    }
  }

  get #isReady(): boolean {
    return this.#isTrusted && this.#form !== null;
  }

  #receive(data: Buffer): void {
    const { guard, clock, overhear } = this.#hall;
    this.#heardAt = clock.now();
    const budget = guard.message(this.client.address);
    if (budget === 'flood') {
      this.close('too-many-messages');
      return;
    }
    const text = data.toString();
    overhear?.(this.client, 'received', text);
    const message = readWebMessage(text);
    if (budget === 'ok') this.#handle(message);
    else if (message.kind === 'share') this.#refuse(message, refusal('over-rate'));
  }

  #handle(message: WebMessage): void {
    switch (message.kind) {
      case 'ping':
        this.#write(pongFrame);
        break;
      case 'identify':
        this.#identify(message);
        break;
      case 'share':
        this.#share(message);
        break;
      case 'bad-share':
        this.#refuse(null, refusal('malformed', message.problem));
        break;
      case 'nonsense':
        this.#offend('nonsense');
        this.#write(frameOf(JSON.stringify(misunderstood)));
        break;
    }
  }

  #identify({ name, password, wantsCompact }: Extract<WebMessage, { kind: 'identify' }>): void {
    if (name !== null) this.client.named(name);
    if (!this.#isTrusted) {
      if (!this.#hall.guard.password.fits(password)) {
        if (password !== null) this.#offend('wrong-password');
        this.close(password === null ? 'password-needed' : 'password-wrong');
        return;
      }
      this.#isTrusted = true;
    }
    if (wantsCompact) this.client.kind = 'web';
    this.#use(wantsCompact ? 'compact' : 'spec');
  }

  /** Work is sent once: a client that says who it is again goes on with what it has. */
  #use(form: WorkForm): void {
    this.#form = form;
    if (this.client.slice < 0 && this.#isReady) this.#hall.seat(this.client);
  }

  #share(share: WebShare): void {
    if (share.worker !== null) this.client.named(share.worker);
    const submission = webSubmission(share);
    this.#hall.offer(this.client, submission, (refused) => this.#answer(share, refused));
  }

  #refuse(share: WebShare | null, refused: Refusal): void {
    this.#hall.refuse(this.client, refused);
    this.#answer(share, refused);
  }

  #answer(share: WebShare | null, refused: Refusal | null): void {
    const message = {
      type: 'share_result',
      accepted: refused === null,
      reason: refused?.reason ?? null,
      ...(typeof refused?.detail === 'string' && { detail: refused.detail }),
      ...(share && { job_id: share.jobKey, nonce: share.nonce }),
    };
    const text = JSON.stringify(message);
    this.#hall.overhear?.(this.client, 'sent', text);
    this.#write(frameOf(text));
  }

  #write(frame: Buffer): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#socket.writableLength > maxBacklogBytes) this.#ws.terminate();
    else this.#socket.write(frame);
  }

  #offend(offence: Offence): void {
    this.#hall.guard.bad(this.client.address, offence);
  }
}

const misunderstood = {
  type: 'error',
  code: 'not-understood',
  message: 'The message is not understood. Known are share, ping and identify.',
};

const dismissals: Readonly<Record<Dismissal, CloseReason>> = {
  stopping: 'stopping',
  banned: 'banned',
  'no-room': 'full',
  'not-wanted': 'not-allowed',
};

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

interface SecondStart {
  readonly argv: string[];
  readonly workingDirectory: string;
}

/** The first instance listens a moment after it has the lock. */
const tellAttempts = 40;
const tellWaitMs = 50;

/** One instance a userData folder, across processes; a second one tells the first that it was started. */
export class InstanceLock {
  /** Settles when the first instance has been told. */
  told: Promise<void> = Promise.resolve();
  #held: { readonly file: string; readonly address: string } | undefined;

  take(userData: string, onSecondStart: (second: SecondStart) => void): boolean {
    if (this.#held !== undefined) return true;
    mkdirSync(userData, { recursive: true });
    const file = join(userData, 'standin-instance.lock');
    const address = socketAddress(userData);
    if (!writeLock(file)) {
      this.told = tell(address);
      return false;
    }
    this.#held = { file, address };
    process.on('exit', () => this.release());
    listen(address, onSecondStart);
    return true;
  }

  release(): void {
    if (!this.#held) return;
    rmSync(this.#held.file, { force: true });
    // A pipe of Windows is no file and goes with its process.
    if (process.platform !== 'win32') rmSync(this.#held.address, { force: true });
    this.#held = undefined;
  }
}

function writeLock(file: string): boolean {
  const holder = Number(readIfThere(file));
  if (holder > 0 && isAlive(holder)) return false;
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx' });
  return true;
}

function listen(address: string, onSecondStart: (second: SecondStart) => void): void {
  if (process.platform !== 'win32') rmSync(address, { force: true });
  const server = createServer((socket) => {
    void text(socket).then((message) => onSecondStart(JSON.parse(message) as SecondStart));
  });
  server.listen(address).unref();
}

async function tell(address: string): Promise<void> {
  const message: SecondStart = { argv: process.argv, workingDirectory: process.cwd() };
  for (let attempt = 1; attempt <= tellAttempts; attempt += 1) {
    const socket = await tryConnect(address);
    if (socket) {
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.end(JSON.stringify(message)).resume();
      });
      return;
    }
    await delay(tellWaitMs);
  }
}

function tryConnect(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** Longest path that a socket can have on every system, and a little less. */
const maxSocketPath = 100;

function socketAddress(userData: string): string {
  const id = createHash('sha256').update(userData).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\rigwright-standin-${id}`;
  const inside = join(userData, 'standin.sock');
  return inside.length <= maxSocketPath ? inside : join(tmpdir(), `rigwright-standin-${id}.sock`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

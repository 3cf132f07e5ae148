import { AppError } from '../../../base/app-error.ts';
import type { BridgeId, ClientId } from '../../../contract/values/ids.ts';

export class NoSuchBridgeError extends AppError {
  readonly code = 'no-such-bridge';
  readonly userMessage = 'This bridge does not exist.';
  override readonly suggestion = 'It may have been deleted meanwhile: choose another one.';
  constructor(bridgeId: BridgeId) {
    super(`no bridge ${bridgeId}`);
  }
}

export class NoSuchClientError extends AppError {
  readonly code = 'no-such-client';
  readonly userMessage = 'This client is not connected.';
  constructor(clientId: ClientId) {
    super(`no client ${clientId}`);
  }
}

export class BridgeInUseError extends AppError {
  readonly code = 'bridge-in-use';
  readonly userMessage: string;
  override readonly suggestion: string;
  /** @param wish  what cannot be done: 'deleted' */
  constructor(name: string, wish: string) {
    super(`bridge ${name} is running`);
    this.userMessage = `“${name}” is running and cannot be ${wish}.`;
    this.suggestion = 'Stop it first, then try again.';
  }
}

export class BridgeNotRunningError extends AppError {
  readonly code = 'not-running';
  readonly userMessage: string;
  override readonly suggestion = 'Start it first.';
  constructor(name: string) {
    super(`bridge ${name} is not running`);
    this.userMessage = `“${name}” is not running.`;
  }
}

/** Parts of a draft do not go together. */
export class UnfitBridgeError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly details: readonly { readonly path: string; readonly message: string }[];

  /** @param path  the field that is wrong  @param problem  what is, as a sentence */
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.userMessage = problem;
    this.details = [{ path, message: problem }];
  }
}

export class BridgePasswordLostError extends AppError {
  readonly code = 'secret-unreadable';
  readonly userMessage: string;
  override readonly suggestion = 'Enter the password again and save the bridge.';
  constructor(bridgeName: string, what: string) {
    super(`no password for ${what}`);
    this.userMessage = `The password for ${what} of the bridge “${bridgeName}” is lost.`;
  }
}

import { AppError } from '../../base/app-error.ts';

/** Turns a secret into text that may lie on a disk, and back. */
export interface SecretBox {
  /** @param purpose  what the secret is for; the same is needed to open it */
  seal(text: string, purpose: string): string;
  /** @throws {SecretUnreadableError} where the box was changed, moved, or sealed with another key */
  open(box: string, purpose: string): string;
}

/** A secret that is there cannot be opened. Nobody can: it has to be given again. */
export class SecretUnreadableError extends AppError {
  readonly code = 'secret-unreadable';
  readonly userMessage =
    'A saved password cannot be read: the key that protects it has changed or is lost.';
  override readonly suggestion = 'Enter the password again and save the profile.';
}

import type { Page } from 'playwright-core';
import type { StandIn } from './electron.ts';

/** What a test says of the app it wants to see running. */
export interface LaunchOptions {
  /** Folder of the app's package.json; by default this project. */
  readonly root?: string;
  /** File of the main process, relative to `root`; Electron takes the one that package.json names. */
  readonly main?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** userData of an earlier start; by default a new folder, gone at the end. */
  readonly userData?: string;
}

/** The running desktop app, as a test steers it. Closing it ends every process of it. */
export interface DesktopUnderTest extends AsyncDisposable {
  readonly kind: 'stand-in' | 'electron';
  readonly pid: number;
  /** What it printed so far. */
  readonly log: readonly string[];
  /** Exit code of the main process, null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /**
   * Runs a function in the main process. Only its source gets there: it must use nothing from
   * outside but its argument. What the stand-in has more than Electron is there only on the stand-in.
   */
  evaluate<Result, Arg = undefined>(
    work: (electron: StandIn, arg: Arg) => Result | Promise<Result>,
    arg?: Arg,
  ): Promise<Result>;
  /** Windows that show something. */
  pages(): Page[];
  /** The first window, loaded. @throws {Error} with the log, where none opens in time */
  firstPage(timeoutMs?: number): Promise<Page>;
}

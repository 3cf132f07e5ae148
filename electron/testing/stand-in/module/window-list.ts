/** What the app needs to know of its windows. */
export interface ListedWindow {
  readonly id: number;
  close(): void;
  isDestroyed(): boolean;
}

/** Windows that are open, in the order in which they were made. */
export const openWindows = new Map<number, ListedWindow>();

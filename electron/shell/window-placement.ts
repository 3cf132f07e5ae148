import type { Rectangle } from 'electron';
import { z } from 'zod';

/** Smallest window in which every page can still be used, that of a small phone. */
export const smallestWindow = { width: 380, height: 560 } as const;
const usual = { position: null, width: 1280, height: 800, isMaximized: false } as const;

/** This much of the strip by which a window is moved must be in reach, in device-independent pixels. */
const reachable = { width: 120, height: 32 } as const;

/** Where and how large the window was, as its file keeps it. */
export const WindowPlacement = z.object({
  /** Null where the system decides. */
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});
export type WindowPlacement = z.infer<typeof WindowPlacement>;

/**
 * Where to open the window: as it was, as far as today's screens allow. Without a place that can be
 * reached it has none, and the system puts it in the middle.
 *
 * @param saved      what the file says, in whatever state it is
 * @param workAreas  the screens without their bars, the main one first
 */
export function placeWindow(saved: unknown, workAreas: readonly Rectangle[]): WindowPlacement {
  const parsed = WindowPlacement.safeParse(saved);
  const wanted = parsed.success ? parsed.data : { ...usual };
  const { position, width } = wanted;
  const home = position && workAreas.find((area) => reaches({ ...position, width }, area));
  const area = home ?? workAreas[0];
  return {
    ...wanted,
    position: home ? position : null,
    width: clamp(width, smallestWindow.width, area?.width),
    height: clamp(wanted.height, smallestWindow.height, area?.height),
  };
}

function reaches({ x, y, width }: Omit<Rectangle, 'height'>, area: Rectangle): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  const below = area.y + area.height - y;
  return visible >= reachable.width && y >= area.y && below >= reachable.height;
}

const clamp = (value: number, least: number, most = value): number =>
  Math.max(least, Math.min(value, most));

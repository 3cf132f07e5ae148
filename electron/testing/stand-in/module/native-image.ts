import { existsSync, readFileSync } from 'node:fs';

/** A picture as its PNG file; a file that is missing gives an empty one, as in Electron. */
class StandInImage {
  readonly #png: Buffer;

  constructor(png: Buffer) {
    this.#png = png;
  }

  isEmpty = () => this.#png.length === 0;
  toPNG = () => this.#png;
  getSize = () =>
    this.isEmpty()
      ? { width: 0, height: 0 }
      : { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) };
}

export const nativeImage = {
  createEmpty: () => new StandInImage(Buffer.alloc(0)),
  createFromPath: (path: string) =>
    new StandInImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
};

import type { JsonFile } from '../base/json-file.ts';

/** A JSON file without a disk, for the parts that only need one to be there. */
export class MemoryJsonFile implements JsonFile {
  readonly name: string;
  /** What a person would find in the file. */
  content: unknown;
  /** Why the file was set aside, each time. */
  readonly aside: string[] = [];
  readonly copies: unknown[] = [];
  /** What the next writes fail with. */
  failWith: Error | undefined;
  writes = 0;

  constructor(name: string, content?: unknown) {
    this.name = name;
    this.content = content;
  }

  read(): Promise<unknown> {
    return Promise.resolve(structuredClone(this.content));
  }

  async write(value: unknown): Promise<void> {
    await Promise.resolve();
    if (this.failWith) throw this.failWith;
    // As JSON.stringify does it: fields that are undefined are not in the file.
    this.content = JSON.parse(JSON.stringify(value));
    this.writes += 1;
  }

  setAside(why: string): Promise<void> {
    this.aside.push(why);
    this.content = undefined;
    return Promise.resolve();
  }

  copyAside(): Promise<string> {
    this.copies.push(structuredClone(this.content));
    return Promise.resolve(`${this.name}.broken-${this.copies.length}`);
  }
}

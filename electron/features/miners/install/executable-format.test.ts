import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { executableBytes } from '../../../testing/executable-bytes.ts';
import { fuzzCount } from '../../../testing/fuzz-codec.ts';
import { seededRandom } from '../../../testing/seeded-random.ts';
import { executableFormat, fitsPlatform, formatName } from './executable-format.ts';

const script = Buffer.from('#!/bin/sh\necho hello\n');

describe('executableFormat', () => {
  it.each([
    ['Linux x64', executableBytes('linux-x64'), 'Linux (x64)', ['linux-x64']],
    ['Linux ARM64', executableBytes('linux-arm64'), 'Linux (ARM64)', ['linux-arm64']],
    [
      'Windows x64',
      executableBytes('windows-x64'),
      'Windows (x64)',
      ['windows-x64', 'windows-arm64'],
    ],
    ['Windows ARM64', executableBytes('windows-arm64'), 'Windows (ARM64)', ['windows-arm64']],
    ['a script', script, 'Linux (a script)', ['linux-x64', 'linux-arm64']],
    ['macOS', Buffer.from('cffaedfe07000001', 'hex'), 'macOS', []],
    ['a page of a web site', Buffer.from('<!doctype html>'), null, []],
    ['an old program for DOS', Buffer.from(`MZ${'\0'.repeat(100)}`), null, []],
    ['nothing', Buffer.alloc(0), null, []],
    ['one byte', Buffer.from('#'), null, []],
    ['the beginning of an ELF file', Buffer.from('\x7fELF'), 'Linux (another processor)', []],
  ] as const)('knows %s', (_, bytes, name, platforms) => {
    const format = executableFormat(bytes);
    expect(formatName(format)).toBe(name);
    const all = ['linux-x64', 'linux-arm64', 'windows-x64', 'windows-arm64'] as const;
    expect(all.filter((platform) => fitsPlatform(format, platform))).toEqual(platforms);
  });

  it.runIf(process.platform === 'linux')('knows the program that runs this test', () => {
    const format = executableFormat(readFileSync(process.execPath).subarray(0, 4_096));
    expect(format).toEqual({ kind: 'elf', machine: process.arch });
  });

  it('says something of any bytes', () => {
    const random = seededRandom(7);
    const heads = ['7f454c46', '4d5a', '2321', 'cafebabe', ''];
    const kinds = new Set<string>();
    for (let count = fuzzCount(5_000); count > 0; count -= 1) {
      const head = Buffer.from(heads[random.below(heads.length)] ?? '', 'hex');
      const rest = Uint8Array.from({ length: random.below(300) }, () => random.below(256));
      kinds.add(executableFormat(Buffer.concat([head, rest])).kind);
    }
    expect([...kinds].sort()).toEqual(['elf', 'mach-o', 'script', 'unknown']);
  });
});

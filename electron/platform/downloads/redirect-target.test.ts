import { expect, it } from 'vitest';
import { redirectTarget } from './redirect-target.ts';

const plain = new URL('http://mirror.example/a/b');
const encrypted = new URL('https://github.com/a/b');

it.each([
  [plain, 'http://other.example/c', 'http://other.example/c'],
  [plain, 'https://other.example/c', 'https://other.example/c'],
  [plain, '/c?d=1', 'http://mirror.example/c?d=1'],
  [encrypted, 'c', 'https://github.com/a/c'],
  [encrypted, '//objects.example/c', 'https://objects.example/c'],
])('leads from %s by %s to %s', (from, location, to) => {
  expect(redirectTarget(from, location).href).toBe(to);
});

it.each([
  [encrypted, 'http://github.com/a/b', 'without encryption'],
  [plain, 'file:///etc/passwd', 'no web address (file:)'],
  [encrypted, 'javascript:alert(1)', 'no web address (javascript:)'],
  [encrypted, 'http://[', 'without saying where to'],
  [encrypted, undefined, 'without saying where to'],
])('refuses to go from %s to %s', (from, location, problem) => {
  expect(() => redirectTarget(from, location)).toThrow(problem);
});

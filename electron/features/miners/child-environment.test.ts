import { describe, expect, it } from 'vitest';
import { childEnvironment } from './child-environment.ts';

describe('childEnvironment', () => {
  it('passes on what programs need and nothing that may hold a secret', () => {
    expect(
      childEnvironment({
        PATH: '/usr/bin',
        HOME: '/home/me',
        LANG: 'de_DE.UTF-8',
        TERM: 'dumb',
        GITHUB_TOKEN: 'secret',
        NODE_OPTIONS: '--inspect',
        AWS_SECRET_ACCESS_KEY: 'secret',
        TZ: undefined,
      }),
    ).toEqual({ PATH: '/usr/bin', HOME: '/home/me', LANG: 'de_DE.UTF-8', TERM: 'xterm-256color' });
  });

  it('knows the names of Windows in any case', () => {
    expect(childEnvironment({ Path: 'C:\\Windows', SystemRoot: 'C:\\Windows' })).toEqual({
      Path: 'C:\\Windows',
      SystemRoot: 'C:\\Windows',
      TERM: 'xterm-256color',
    });
  });
});

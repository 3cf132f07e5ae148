// What `npm run check` looks at, in the order of what fails fastest. Each is a name and a command.
const bin = (path, ...args) => [`node_modules/${path}`, args];

export const checks = [
  { name: 'lockfile', command: ['build/scripts/check-lock.mjs', []] },
  {
    name: 'constants of VerusHash',
    command: ['build/scripts/generate-haraka-constants.mjs', ['--check']],
  },
  {
    name: 'format',
    command: bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  },
  { name: 'lint', command: bin('oxlint/bin/oxlint', '--type-aware') },
  { name: 'lint of .vue', command: bin('eslint/bin/eslint.js', 'renderer') },
  {
    name: 'layers',
    command: bin(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      'electron',
      'renderer',
      'resources/web-miner',
      '--config',
      '.dependency-cruiser.cjs',
    ),
  },
  {
    name: 'types of protocols',
    command: bin('typescript7/bin/tsc', '--noEmit', '-p', 'tsconfig.pure.json'),
  },
  { name: 'types', command: bin('typescript7/bin/tsc', '--noEmit', '-p', 'tsconfig.node.json') },
  {
    name: 'types of the window',
    command: bin('vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.web.json'),
  },
  {
    name: 'types of the web miner',
    command: bin('typescript7/bin/tsc', '--noEmit', '-p', 'resources/web-miner/tsconfig.json'),
  },
];

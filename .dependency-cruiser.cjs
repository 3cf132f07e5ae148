// The layer rules of the README's map: who may import whom. `main.ts`, `cli.ts` and `app.ts` may
// import everything below electron/; everything else only downwards and never a sibling.
const below = 'electron/(contract|base)/';
const rule = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^(electron|renderer|resources|native|build)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    rule(
      'contract-alone',
      '^electron/contract/',
      '^electron/contract/',
      'The contract knows nothing but zod.',
    ),
    rule('base-low', '^electron/base/', `^${below}`, 'base knows the contract only.'),
    rule(
      'protocols-pure',
      '^electron/protocols/',
      `^electron/(contract|base|protocols)/`,
      'Protocols are pure.',
    ),
    rule(
      'platform-low',
      '^electron/platform/([^/]+)/',
      `^electron/(contract|base)/|^electron/platform/($1|processes|files)/`,
      'A platform part knows base only, and how processes are ended and files replaced.',
    ),
    rule(
      'pool-session-low',
      '^electron/pool-session/',
      `^electron/(contract|base|protocols|pool-session)/`,
      'A session with a pool knows its dialects; what it connects by is given to it.',
    ),
    rule(
      'features-apart',
      '^electron/features/([^/]+)/',
      `^electron/(contract|base|protocols|pool-session)/|^electron/features/$1/|^resources/miners/`,
      'A feature knows no sibling and no platform; it declares ports.',
    ),
    {
      name: 'pool-session-for-the-bridge',
      severity: 'error',
      comment: 'Of the features only the bridge talks to pools.',
      from: { path: '^electron/features/(?!bridge/)' },
      to: { path: '^electron/pool-session/' },
    },
    rule(
      'endpoints-apart',
      '^electron/endpoints/',
      `^electron/(contract|base|protocols|endpoints)/`,
      'A door knows no feature.',
    ),
    rule(
      'shell-apart',
      '^electron/shell/',
      `^electron/(contract|base|shell)/`,
      'The shell knows no feature.',
    ),
    rule(
      'miner-apart',
      '^electron/builtin-miner/',
      `^electron/(contract|base|protocols|pool-session|platform/(net|kernels)|builtin-miner)/`,
      'The miner is a program of its own.',
    ),
    rule(
      'window-contract-only',
      '^renderer/',
      `^renderer/|^electron/contract/`,
      'The window knows the contract only.',
    ),
    rule(
      'web-miner-apart',
      '^resources/web-miner/',
      `^resources/web-miner/|^native/wasm/|^renderer/(format|charts/y-scale)|^electron/(base|protocols|platform/kernels|builtin-miner/(chunk-size|hashrate-meter)\\.ts)`,
      'The page of the bridge is a program of its own, which borrows what is pure.',
    ),
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'protocols-no-node',
      severity: 'error',
      from: { path: '^electron/(protocols|contract)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-in-shell',
      severity: 'error',
      from: {
        path: '^electron/',
        pathNot: '^electron/(shell/|main\\.ts|preload\\.ts|endpoints/ipc|testing/)',
      },
      to: { path: '^(node_modules/)?electron(/|$)', pathNot: '^electron/.*\\.ts$' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^(electron|renderer|resources)/' },
      // What comes from packages is looked after by the types.
      to: { couldNotResolve: true, path: '^\\.' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js', '.json'] },
  },
};

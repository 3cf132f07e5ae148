export const usage = `rigwright-miner mines on this computer's processor for a Stratum pool.

  --config FILE        JSON with the settings below; what both say, the command line decides
  -o, --url URL        pool, stratum+tcp://host:port; give several in order of preference
  -u, --user NAME      account or wallet at the pool, one for all or one for each
  -p, --pass PASSWORD  password at the pool (default x)
  -a, --algorithm NAME verushash or sha256d (default sha256d)
  -t, --threads N      threads (default: one for each core)
      --throttle P     percent of the time each thread rests, 0 to 95 (default 0)
      --backend NAME   native or wasm (default: native where it loads)
      --api-port N     HTTP interface at 127.0.0.1, needs --api-token
      --api-token T    what callers must send as bearer token
      --no-color       no colours
  -V, --version
  -h, --help

Keys: h hashrate, p pause, r resume, s results, c connection, Ctrl+C end
`;

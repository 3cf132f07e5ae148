/** A child that hears no polite signal: what a miner's watchdog can leave behind. */
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.send?.('ready');
setInterval(() => undefined, 60_000);

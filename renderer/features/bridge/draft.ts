import type {
  Bridge,
  BridgeAlgorithm,
  BridgeDialect,
  BridgeDoor,
} from '../../../electron/contract/values/bridge.ts';
import { BridgeDraft } from '../../../electron/contract/values/bridge.ts';
import type { FieldError } from '../profiles/field-message.ts';
import { emptyPool, passwordOf } from '../profiles/pool-form.ts';
import type { BridgeForm, DoorForm } from './bridge-form.ts';
import { fieldMessage } from './field-message.ts';

/** What shares of a dialect can be checked by; the first is what a new bridge does. */
export const algorithmsOf: Readonly<Record<BridgeDialect, readonly BridgeAlgorithm[]>> = {
  verus: ['verushash'],
  stratum1: ['sha256d', 'scrypt', null],
  cryptonote: [null],
  hds: ['beamhash'],
};

/** How addresses of pools begin, where they do not begin with the name. */
const schemes: readonly string[] = [
  'stratum+tcp',
  'stratum+ssl',
  'stratum+tls',
  'ssl',
  'tcp',
  'hds',
  'ws',
  'wss',
  'practice',
];

/** Browsers can mine Verus only, so only there is a door for them. */
export const hasWebDoor = ({ dialect }: BridgeForm): boolean => dialect === 'verus';

/** Without a check nobody knows what is good for a miner and not yet for the pool. */
export const hasOwnDifficulty = ({ dialect, algorithm }: BridgeForm): boolean =>
  algorithm !== null || dialect === 'cryptonote';

const hosts = { computer: '127.0.0.1', network: '0.0.0.0' } as const;

/** What a new bridge is: for this computer alone, and for people rather than for farms. */
export function newForm(): BridgeForm {
  return {
    name: '',
    dialect: 'verus',
    algorithm: 'verushash',
    pools: [emptyPool()],
    web: { enabled: true, reach: 'computer', host: '', port: 8_080, tls: false },
    tcp: { enabled: true, reach: 'computer', host: '', port: 3_333, tls: false },
    workerNames: 'one',
    difficulty: 'pool',
    fixedDifficulty: 1,
    autostart: false,
    password: '',
    hasPassword: false,
    forgetPassword: false,
    allow: '',
    deny: '',
    origins: '',
    maxClients: 1_000,
    maxClientsPerAddress: 200,
    maxMessagesPerMinute: 600,
    banMinutes: 30,
  };
}

export function formOf(bridge: Bridge): BridgeForm {
  const { name, dialect, algorithm, web, tcp, workerNames, autostart, hasPassword } = bridge;
  const { guard, clientDifficulty } = bridge;
  const isFixed = typeof clientDifficulty === 'number';
  return {
    ...newForm(),
    name,
    dialect,
    algorithm,
    workerNames,
    autostart,
    hasPassword,
    pools: bridge.pools.map((pool) => ({ ...emptyPool(), ...pool })),
    web: doorForm(web),
    tcp: doorForm(tcp),
    difficulty: isFixed ? 'fixed' : clientDifficulty,
    fixedDifficulty: isFixed ? clientDifficulty : 1,
    allow: guard.allow.join('\n'),
    deny: guard.deny.join('\n'),
    origins: guard.origins.join('\n'),
    maxClients: guard.maxClients,
    maxClientsPerAddress: guard.maxClientsPerAddress,
    maxMessagesPerMinute: guard.maxMessagesPerMinute,
    banMinutes: guard.banMinutes,
  };
}

/** Doors that will be open once this is saved. */
export function openDoors(form: BridgeForm): { web: DoorForm | null; tcp: DoorForm | null } {
  return {
    web: form.web.enabled && hasWebDoor(form) ? form.web : null,
    tcp: form.tcp.enabled ? form.tcp : null,
  };
}

/** Whether clients will need a password once this is saved. */
export function needsPassword(form: BridgeForm): boolean {
  return form.password !== '' || (form.hasPassword && !form.forgetPassword);
}

/** The contract's shape decides; the words are the window's. */
export function draftErrors(form: BridgeForm): FieldError[] {
  const { error } = BridgeDraft.safeParse(draftInput(form));
  const found = new Map<string, FieldError>();
  for (const { path } of error?.issues ?? []) {
    const name = fieldOf(path);
    found.set(name, { name, message: fieldMessage(name, path, form) });
  }
  form.pools.forEach(({ url }, index) => {
    const name = `pools.${index}.url`;
    if (url.trim() === '' || isPoolUrl(url.trim())) return;
    found.set(name, { name, message: fieldMessage(name, ['pools', index, 'url'], form) });
  });
  const { web, tcp } = openDoors(form);
  if (!web && !tcp) {
    found.set('doors', { name: 'doors', message: fieldMessage('doors', ['doors'], form) });
  }
  if (web && tcp && web.port === tcp.port && web.port !== 0) {
    found.set('tcp.port', { name: 'tcp.port', message: fieldMessage('same-port', [], form) });
  }
  if (form.difficulty !== 'pool' && !hasOwnDifficulty(form)) {
    const name = 'clientDifficulty';
    found.set(name, { name, message: fieldMessage('unchecked-difficulty', [], form) });
  }
  return [...found.values()];
}

/** @throws {ZodError} where {@link draftErrors} has something to say */
export function toDraft(form: BridgeForm): BridgeDraft {
  return BridgeDraft.parse(draftInput(form));
}

function draftInput(form: BridgeForm): unknown {
  const { name, dialect, algorithm, workerNames, autostart } = form;
  const { maxClients, maxClientsPerAddress, maxMessagesPerMinute, banMinutes } = form;
  return {
    name,
    dialect,
    algorithm,
    workerNames,
    autostart,
    pools: form.pools.map((pool) => ({
      url: pool.url.trim(),
      user: pool.user,
      ...passwordOf(pool),
    })),
    web: { ...doorInput(form.web), enabled: openDoors(form).web !== null },
    tcp: doorInput(form.tcp),
    clientDifficulty: form.difficulty === 'fixed' ? form.fixedDifficulty : form.difficulty,
    ...passwordOf(form),
    guard: {
      allow: lines(form.allow),
      deny: lines(form.deny),
      origins: lines(form.origins),
      maxClients,
      maxClientsPerAddress,
      maxMessagesPerMinute,
      banMinutes,
    },
  };
}

/** Entries of a list share one field. */
function fieldOf(path: readonly PropertyKey[]): string {
  return (path[0] === 'guard' ? path.slice(0, 2) : path).join('.');
}

/** The rig knows exactly; this finds what can be no address of a pool. */
function isPoolUrl(url: string): boolean {
  const [, scheme, rest = ''] = /^(?:([^/]*):\/\/)?(.*)$/.exec(url) ?? [];
  return (
    (scheme === undefined || schemes.includes(scheme.toLowerCase())) &&
    /^[^\s@/][^\s@]*$/.test(rest)
  );
}

function doorForm({ enabled, host, port, tls }: BridgeDoor): DoorForm {
  const reach =
    host === hosts.computer ? 'computer' : host === hosts.network ? 'network' : 'address';
  return { enabled, reach, host: reach === 'address' ? host : '', port, tls };
}

function doorInput({ enabled, reach, host, port, tls }: DoorForm): BridgeDoor {
  return { enabled, host: reach === 'address' ? host.trim() : hosts[reach], port, tls };
}

const lines = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

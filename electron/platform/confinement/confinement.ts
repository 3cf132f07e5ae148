/** What a program may do. Everything that is not named is refused. */
export interface Rules {
  /** Files and folders to read and execute from; what is not there is left out. */
  readonly read: readonly string[];
  /** Folders to write in; they have to be there. */
  readonly write: readonly string[];
  /** Device files and folders of them. */
  readonly devices: readonly string[];
  /** Nothing, everything, or only TCP to the ports of this number. */
  readonly network: 'none' | 'open' | number;
  readonly limits: Limits;
  /** What has to be enforced besides; at least one. Without `view`, Unix sockets are refused. */
  readonly layers: readonly ('view' | 'landlock')[];
  /**
   * Whether the launcher stays until everything that the program left behind has ended; its log
   * file is then shown once only such processes are left.
   */
  readonly hold: { readonly log: string | null } | null;
}

export interface Limits {
  readonly cpuSeconds?: number;
  /** Size of a file that is written. */
  readonly fileBytes?: number;
  /** Address space. */
  readonly memoryBytes?: number;
  readonly openFiles?: number;
  /** Beyond those that the user has now; the system does not apply it to root. */
  readonly moreProcesses?: number;
}

/** What this system can enforce. */
export interface ConfinementSupport {
  /** Version of the kernel's Landlock interface; 0: none. */
  readonly landlock: number;
  readonly seccomp: boolean;
  /** Whether a program can be given a file system with nothing but its own files in it. */
  readonly view: boolean;
}

export const noConfinement: ConfinementSupport = { landlock: 0, seccomp: false, view: false };

/** Whether files and sockets can be kept from a program at all. */
export const canConfine = ({ landlock, seccomp, view }: ConfinementSupport): boolean =>
  seccomp && (landlock >= 1 || view);

/** Since when TCP can be limited to one port. */
const netSince = 4;
/** Since when signals to strangers can be kept back. */
const signalsSince = 6;

/** What is in force for the scripts and the miner of a package: sentences for a person. */
export function inForce(support: ConfinementSupport): string {
  if (!canConfine(support)) {
    return 'This system cannot confine programs: scripts and miner may do all that you may do.';
  }
  const sentences = [
    'Scripts and miner can only write in the folder of their run, read nothing of yours, and gain no rights.',
    'The start script has no network.',
    support.landlock >= netSince
      ? 'The script that reads the figures reaches the port of the miner only.'
      : 'The script that reads the figures can connect anywhere, because this kernel cannot limit it.',
    ...(support.landlock >= signalsSince
      ? []
      : ['They could end other programs of yours, because this kernel cannot prevent it.']),
    ...(support.view ? [] : ['The miner can use no Unix sockets, which some miners need.']),
  ];
  return sentences.join(' ');
}

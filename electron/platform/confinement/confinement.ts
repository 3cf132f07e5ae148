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
}

export const noConfinement: ConfinementSupport = { landlock: 0, seccomp: false };

/** Whether files, signals to strangers and sockets can be kept from a program at all. */
export const canConfine = ({ landlock, seccomp }: ConfinementSupport): boolean =>
  landlock >= 1 && seccomp;

/** Since when TCP can be limited to one port. */
const netSince = 4;

/** What is in force for the scripts and the miner of a package: sentences for a person. */
export function inForce(support: ConfinementSupport): string {
  if (!canConfine(support)) {
    return 'This system cannot confine programs: scripts and miner may do all that you may do.';
  }
  const network =
    support.landlock >= netSince
      ? 'the script that reads the figures reaches the port of the miner only'
      : 'the script that reads the figures can connect anywhere, because this kernel cannot limit it';
  return (
    'Scripts and miner can only write in the folder of their run, read nothing of yours, and gain ' +
    `no rights; the start script has no network, and ${network}.`
  );
}

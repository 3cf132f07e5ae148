import type { ScriptEnd } from './ports.ts';

/** @returns one sentence why a script had to be ended or was not begun; null where it ended itself */
export function endingProblem(
  name: string,
  { ending }: ScriptEnd,
  timeoutMs: number,
): string | null {
  if (ending === 'timeout') {
    return `${name} of the package was ended, because it took longer than ${timeoutMs / 1000} s.`;
  }
  if (ending === 'flood')
    return `${name} of the package was ended, because it printed without end.`;
  if (ending === 'cancelled') return `${name} of the package was ended.`;
  if (ending === 'refused') {
    return `${name} of the package was not started, because it could not be confined here.`;
  }
  return null;
}

/** Why a script that ended itself did not end well. @param said  in its own words; '' for none */
export function exitProblem(name: string, exitCode: number | null, said: string): string {
  const how = exitCode === null ? 'was killed' : `failed (${exitCode})`;
  return `${name} of the package ${how}${said === '' ? '.' : `: ${said.slice(0, 300)}`}`;
}

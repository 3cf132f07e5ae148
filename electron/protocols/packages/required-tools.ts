/** Programs that scripts of packages use and a computer may lack, with Debian's package of each. */
const debianPackages: ReadonlyMap<string, string> = new Map([
  ['awk', 'gawk'],
  ['bc', 'bc'],
  ['curl', 'curl'],
  ['expect', 'expect'],
  ['gawk', 'gawk'],
  ['jq', 'jq'],
  ['killall', 'psmisc'],
  ['lscpu', 'util-linux'],
  ['lspci', 'pciutils'],
  ['nc', 'netcat-openbsd'],
  ['netcat', 'netcat-openbsd'],
  ['netstat', 'net-tools'],
  ['node', 'nodejs'],
  ['numactl', 'numactl'],
  ['perl', 'perl'],
  ['pgrep', 'procps'],
  ['pkill', 'procps'],
  ['ps', 'procps'],
  ['python3', 'python3'],
  ['screen', 'screen'],
  ['sensors', 'lm-sensors'],
  ['socat', 'socat'],
  ['ss', 'iproute2'],
  ['tmux', 'tmux'],
  ['ts', 'moreutils'],
  ['unbuffer', 'expect'],
  ['unzip', 'unzip'],
  ['wget', 'wget'],
  ['xxd', 'xxd'],
]);

const maxLength = 1024 * 1024;

const names = [...debianPackages.keys()].join('|');
/** Where a command can stand: after a line's begin, a pipe, a bracket or a word that expects one. */
const command = new RegExp(
  String.raw`(?:^|[|;&(!\x60{]|\b(?:do|then|else|if|while|until|time|exec|sudo|nohup|command|xargs)(?=\s))[ \t]*(${names})(?=[\s)|;&\x60]|$)`,
  'gm',
);

/** @returns the known programs that a script calls, each once, by name */
export function requiredTools(script: string): string[] {
  const text = script.slice(0, maxLength).replaceAll(/^[ \t]*#.*$/gm, '');
  const found = Array.from(text.matchAll(command), ([, name = '']) => name);
  return [...new Set(found)].toSorted();
}

/** What to type so that Debian or Ubuntu has these programs. */
export function installCommand(tools: readonly string[]): string {
  const packages = new Set(tools.map((tool) => debianPackages.get(tool) ?? tool));
  return `apt install ${[...packages].toSorted().join(' ')}`;
}

/** @returns the known programs that bash said it did not find */
export function toolsNotFound(output: string): string[] {
  const said = output.matchAll(/(?:^|[\s:])([\w.-]{1,40}): (?:command )?not found\s*$/gm);
  const found = Array.from(said, ([, name = '']) => name);
  return [...new Set(found)].filter((name) => debianPackages.has(name)).toSorted();
}

/** Files of settings have a page; nothing longer is looked at. */
const maxLength = 64 * 1024;
const maxNames = 200;
const maxValueLength = 2_000;

/**
 * What a file of bash assigns to variables, as far as that can be seen without running it: values
 * that are plain, quoted, or made of variables assigned before. What only bash could work out is
 * left as it stands there; a variable that nobody assigned is empty, as in bash.
 *
 * @returns values by name; the last assignment counts
 */
export function readAssignments(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.slice(0, maxLength).split(/\r?\n/)) {
    const found = /^\s*(?:export\s+|declare\s+(?:-\w+\s+)*)?([A-Za-z_]\w{0,100})=(.*)$/.exec(line);
    const [, name, rest] = found ?? [];
    if (name === undefined || rest === undefined) continue;
    if (!values.has(name) && values.size >= maxNames) continue;
    values.set(name, wordAt(rest, values));
  }
  return values;
}

/** The first word of a line, quotes removed and variables filled in. */
function wordAt(text: string, values: ReadonlyMap<string, string>): string {
  const piece =
    /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>.)|(?<plain>[^\s'"\\;#&|]+)/y;
  let word = '';
  for (let at = 0; at < text.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    const groups = piece.exec(text)?.groups;
    if (groups === undefined) break;
    const { single, double, escaped, plain } = groups;
    const open = double?.replaceAll(/\\(["\\$`])/g, '$1') ?? plain;
    word += open === undefined ? (single ?? escaped ?? '') : filled(open, values);
    if (word.length > maxValueLength) return word.slice(0, maxValueLength);
  }
  return word;
}

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (_all, braced: string | undefined, bare: string | undefined) =>
      (values.get(braced ?? bare ?? '') ?? '').slice(0, maxValueLength),
  );

/** A text as one word of bash that it does not look into, in the quotes that HiveOS uses itself. */
export const shellQuoted = (text: string): string =>
  `"${text.replaceAll('\0', '').replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;

/** Lines that assign values to variables. @param values  names are ours */
export const shellAssignments = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${shellQuoted(value)}\n`)
    .join('');

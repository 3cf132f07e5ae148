// A terminal's control sequences (ECMA-48): CSI, OSC and its kin ended by BEL or ST, and two-byte
// escapes. An unfinished one at the end of the text is a part of it too. All parts are bounded by
// characters the next part cannot hold, so matching takes time linear in the text.
const controls = new RegExp(
  [
    String.raw`\u001b\[[0-?]*[ -/]*(?:[@-~]|$)`,
    String.raw`\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)`,
    String.raw`\u001b[ -/]*(?:[0-Z\\-~]|$)`,
    String.raw`[\u0000-\u0008\u000a-\u001f\u007f]`,
  ].join('|'),
  'g',
);

/** The text as a person reads it: no colours, no cursor movement, no control characters but tab. */
export function stripAnsi(text: string): string {
  return text.replace(controls, '');
}

/** Whether a text is an IPv6 address, without brackets; a zone (`%eth0`) may stand behind it. */
export function isIpv6(text: string): boolean {
  const [, address = '', ipv4] =
    /^([0-9a-f:]*?)((?:\d{1,3}\.){3}\d{1,3})?(?:%[\w.-]{1,32})?$/i.exec(text) ?? [];
  if (ipv4 !== undefined && ipv4.split('.').some((part) => Number(part) > 255)) return false;
  // The four bytes at the end are the last two groups.
  const whole = ipv4 === undefined ? address : `${address}0:0`;
  const halves = whole.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return false;
  if (halves.length === 1) return groups.length === 8;
  return halves.length === 2 && groups.length < 8;
}

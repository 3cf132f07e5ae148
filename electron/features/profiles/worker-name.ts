/** Pools cut long names, and then two rigs are one. */
const maxLength = 32;

/** Name of a rig as every pool takes it. @param hostName  as the computer calls itself */
export function workerName(hostName: string): string {
  const [first = ''] = hostName.split('.');
  const safe = first.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '');
  return safe.slice(0, maxLength) || 'rig';
}

/**
 * Upper end of an axis that begins at 0: the first round number above the largest value, with a
 * little air, so that the line never touches the frame.
 */
export function niceMax(largest: number): number {
  if (!(largest > 0)) return 1;
  const wanted = largest * 1.08;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10].find((s) => s * magnitude >= wanted);
  return (step ?? 10) * magnitude;
}

/**
 * A PCI address however a miner writes it: `0000:01:00.0`, `01:00.0`, `0b:0`, `01:00`, the number of
 * the bus.
 *
 * @param text  numbers are decimal, text is hexadecimal
 * @returns     `bus:device.function` in small hexadecimal digits such as `0b:00.0`; null where it is none
 */
export function busIdOf(text: string | number | null): string | null {
  if (typeof text === 'number') {
    const fits = Number.isInteger(text) && text >= 0 && text <= 255;
    return fits ? `${text.toString(16).padStart(2, '0')}:00.0` : null;
  }
  const match = /^(?:[0-9a-f]{1,8}:)??([0-9a-f]{1,2}):([0-9a-f]{1,2})(?:\.([0-7]))?$/i.exec(
    text?.trim() ?? '',
  );
  if (!match) return null;
  const [, bus = '', device = '', part = '0'] = match;
  return `${bus.padStart(2, '0')}:${device.padStart(2, '0')}.${part}`.toLowerCase();
}

/** A whole text message, and the mark for a length that stands in 16 bits. */
const textMessage = 0x81;
const length16 = 126;

/** Longest message that is sent, bytes: a length of 16 bits can tell no more. */
const maxLength = 65_535;

/**
 * A WebSocket message as a server sends it, so that it can be written to any number of sockets as it is.
 *
 * @throws {RangeError}  when it has more than 65,535 bytes
 */
export function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > maxLength) throw new RangeError(`a message of ${length} bytes is too long`);
  const head = length < length16 ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = textMessage;
  frame[1] = Math.min(length, length16);
  if (head === 4) frame.writeUInt16BE(length, 2);
  frame.write(text, head);
  return frame;
}

import { inflateSync } from 'node:zlib';

const mostInflatedBytes = 32 * 1024 * 1024;

/** How much may still be inflated for one tag: small frames can claim to hold gigabytes. */
export type InflateBudget = { bytesLeft: number };

export function inflateBudget(): InflateBudget {
  return { bytesLeft: 2 * mostInflatedBytes };
}

/** Four bytes of seven bits each. */
export function syncSafe(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! & 127) << 21) | ((bytes[at + 1]! & 127) << 14) | ((bytes[at + 2]! & 127) << 7) | (bytes[at + 3]! & 127)
  );
}

export function isSyncSafe(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at]! | bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]!) & 0x80) === 0;
}

export function syncSafeBytes(value: number): Buffer {
  return Buffer.from([(value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127]);
}

/** A zero after every 0xff keeps old players from mistaking a tag for sound. */
export function withoutUnsynchronisation(data: Buffer): Buffer {
  const plain = Buffer.allocUnsafe(data.length);
  let length = 0;
  for (let at = 0; at < data.length; at += 1) {
    plain[length] = data[at]!;
    length += 1;
    if (data[at] === 0xff && data[at + 1] === 0) at += 1;
  }
  return plain.subarray(0, length);
}

export function withUnsynchronisation(data: Buffer): Buffer {
  const safe: number[] = [];
  for (let at = 0; at < data.length; at += 1) {
    safe.push(data[at]!);
    const next = data[at + 1];
    if (data[at] === 0xff && (next === undefined || next === 0 || next >= 0xe0)) safe.push(0);
  }
  return Buffer.from(safe);
}

/** Four capital letters or digits. */
export function isFrameId(data: Uint8Array, at: number): boolean {
  for (let index = at; index < at + 4; index += 1) {
    const byte = data[index] ?? 0;
    if (!((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39))) return false;
  }
  return true;
}

/** Whether the frames of a 2.4 tag only follow each other when their sizes are plain numbers, as old iTunes wrote them. */
export function hasPlainSizes(data: Buffer, start: number): boolean {
  for (let at = start; at + 10 < data.length && isFrameId(data, at); ) {
    const plain = data.readUInt32BE(at + 4);
    const safe = syncSafe(data, at + 4);
    if (plain !== safe) {
      const fits = (size: number) => endsWell(data, at + 10 + size);
      return (plain & 0x80808080) !== 0 || (!fits(safe) && fits(plain));
    }
    at += 10 + safe;
  }
  return false;
}

function endsWell(data: Buffer, at: number): boolean {
  return at === data.length || (at < data.length && (data[at] === 0 || isFrameId(data, at)));
}

/** What a frame of 2.3 holds, inflated. Null when it is encrypted or damaged. `flags` is the second byte of its flags. */
export function contentOf3(flags: number, body: Buffer, budget: InflateBudget): Buffer | null {
  if (flags & 0x40) return null;
  const skipped = (flags & 0x80 ? 4 : 0) + (flags & 0x20 ? 1 : 0);
  return flags & 0x80 ? inflated(body.subarray(skipped), budget) : body.subarray(skipped);
}

/** The same for 2.4, where each frame may be unsynchronised for itself. */
export function contentOf4(
  flags: number,
  body: Buffer,
  isTagUnsynchronised: boolean,
  budget: InflateBudget,
): Buffer | null {
  if (flags & 0x04) return null;
  const skipped = (flags & 0x40 ? 1 : 0) + (flags & 0x01 ? 4 : 0);
  let content = body.subarray(skipped);
  if (flags & 0x02 || (isTagUnsynchronised && flags & 0x01)) content = withoutUnsynchronisation(content);
  return flags & 0x08 ? inflated(content, budget) : content;
}

function inflated(body: Buffer, budget: InflateBudget): Buffer | null {
  const maxOutputLength = Math.min(mostInflatedBytes, budget.bytesLeft);
  if (maxOutputLength <= 0) return null;
  try {
    const content = inflateSync(body, { maxOutputLength });
    budget.bytesLeft -= content.length;
    return content;
  } catch (error) {
    if (error instanceof RangeError) budget.bytesLeft -= maxOutputLength;
    return null;
  }
}

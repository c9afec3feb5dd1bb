import { closeSync, openSync, readSync } from 'node:fs';

const headBytes = 65_536;

/** The format tag of a WAVE file: 1 plain PCM, 3 floats, 0xFFFE the extensible header. Null for what is none or cannot be read. */
export function readFormatTag(path: string): number | null {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.alloc(headBytes);
    const head = buffer.subarray(0, readSync(file, buffer, 0, headBytes, 0));
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return null;
    for (let at = 12; at + 10 <= head.length; ) {
      if (head.toString('latin1', at, at + 4) === 'fmt ') return head.readUInt16LE(at + 8);
      const size = head.readUInt32LE(at + 4);
      at += 8 + size + (size & 1);
    }
    return null;
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

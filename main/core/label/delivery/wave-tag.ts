import { closeSync, openSync, readSync } from 'node:fs';

const headBytes = 65_536;

/** The format tag of a WAVE file: 1 is plain PCM, 0xFFFE the extensible header, 3 floats; null where it is none. */
export function readWaveTag(path: string): number | null {
  const fd = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    const head = buffer.subarray(0, readSync(fd, buffer, 0, headBytes, 0));
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return null;
    for (let at = 12; at + 10 <= head.length; at += 8 + head.readUInt32LE(at + 4) + (head.readUInt32LE(at + 4) & 1)) {
      if (head.toString('latin1', at, at + 4) === 'fmt ') return head.readUInt16LE(at + 8);
    }
    return null;
  } finally {
    closeSync(fd);
  }
}

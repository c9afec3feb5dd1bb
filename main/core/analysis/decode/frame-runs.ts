import { type FrameHeader, findFrame, frameHeader } from '#core/files/frame-header.ts';
import type { AudioSource } from './audio-source.ts';

/** Whole frames that lie one after the other. `bytes` are valid until the next run is asked for. */
export type FrameRun = { readonly bytes: Buffer; readonly starts: readonly number[] };

/** Frames are shorter than this in every format; enough of it is kept to find three in a row. */
const carriedBytes = 3 * 8192;

/**
 * Cuts the payload into frames of the same stream as `first`, and leaves out what is none.
 *
 * Decoders are fed with whole frames only: junk in the middle of a file then costs one gap and no error recovery of
 * theirs. Counts frames and junk as damage.
 */
export async function* frameRuns(source: AudioSource, first: FrameHeader): AsyncGenerator<FrameRun> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const { offset, bytes } of source.pieces()) {
    const isEnd = offset + bytes.length >= source.payloadEnd;
    const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const { runs, used, skippedBytes } = splitFrames(joined, first.signature, isEnd);
    for (const run of runs) {
      source.damage.bytes(run.bytes.length, 0);
      yield run;
    }
    source.damage.bytes(0, skippedBytes);
    rest = Buffer.from(joined.subarray(used));
  }
}

type Split = { runs: FrameRun[]; used: number; skippedBytes: number };

function splitFrames(bytes: Buffer, signature: number, isEnd: boolean): Split {
  const runs: FrameRun[] = [];
  let starts: number[] = [];
  let runStart = 0;
  let skippedBytes = 0;
  let at = 0;
  const endRun = () => {
    if (starts.length > 0) runs.push({ bytes: bytes.subarray(runStart, at), starts });
    starts = [];
  };
  while (at + 7 <= bytes.length) {
    const header = frameHeader(bytes, at);
    if (header?.signature === signature) {
      if (at + header.lengthBytes > bytes.length) break;
      if (starts.length === 0) runStart = at;
      starts.push(at - runStart);
      at += header.lengthBytes;
      continue;
    }
    endRun();
    const found = findFrame(bytes, at + 1, isEnd, signature);
    const next = found !== -1 ? found : isEnd ? bytes.length : Math.max(at + 1, bytes.length - carriedBytes);
    skippedBytes += countNonZero(bytes.subarray(at, next));
    at = next;
  }
  endRun();
  return { runs, used: at, skippedBytes };
}

/** Zeros between frames are padding that some writers leave, not damage. */
function countNonZero(bytes: Uint8Array): number {
  return bytes.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
}

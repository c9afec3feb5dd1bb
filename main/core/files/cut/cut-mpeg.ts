import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { AppError } from '#shared/errors.ts';
import { copyBytes } from './cut-wave.ts';
import type { DraftFile } from './draft-file.ts';
import { contentsFrame } from './mpeg-contents.ts';
import { decoderDelay, type MpegFrames } from './mpeg-frames.ts';
import { reservoirFrame } from './mpeg-reservoir.ts';

/** What twelve bits hold. */
const longestDelay = 4095;
/** So many frames before a stretch fill all that a decoder remembers. */
const framesBefore = 2;

/**
 * Which frames a stretch takes, and what of them is no music.
 *
 * Frames borrow bytes from those before (the bit reservoir), and a decoder overlaps what it makes of them. So a part
 * begins two frames early, behind a silent one that holds the borrowed bytes, and says in its LAME tag how many samples to
 * leave out: players that know that tag play exactly the stretch, the others up to 90 ms more.
 */
export type MpegPart = {
  first: number;
  count: number;
  /** Whether the frame of borrowed bytes stands before the first one. */
  hasReservoir: boolean;
  /** Samples a player is to leave out before and behind; null where they cannot be said. */
  gapless: { delay: number; padding: number } | null;
  /** What is to be heard, in samples. */
  samples: number;
};

/** Plans a stretch in milliseconds of what a decoder gives, which leaves out what the encoder said. */
export function planMpegPart(frames: MpegFrames, fromMs: number, toMs: number | null): MpegPart {
  const { header, count, gapless, layer } = frames;
  const { sampleRate, samples } = header;
  const skipped = gapless ? gapless.delay + decoderDelay : 0;
  const whole = count * samples;
  const end = gapless ? Math.min(whole, whole - gapless.padding + decoderDelay) : whole;
  const at = (ms: number) => Math.min(end, skipped + Math.round((ms * sampleRate) / 1000));
  const [from, to] = [at(fromMs), toMs === null ? end : at(toMs)];
  if (to <= from) throw new AppError('NO_AUDIO', 'There is no sound there.');
  const start = Math.floor(from / samples);
  const last = Math.min(count, Math.ceil(to / samples));
  const first = Math.max(0, start - framesBefore);
  const hasReservoir = first > 0;
  const delay = from - (first - Number(hasReservoir)) * samples - decoderDelay;
  const length = to - from;
  const padding = (last - first + Number(hasReservoir)) * samples - delay - length;
  const canSay = layer === 3 && delay >= 0 && delay <= longestDelay && padding >= 0 && padding <= longestDelay;
  if (canSay) return { first, count: last - first, hasReservoir, gapless: { delay, padding }, samples: length };
  return { first: start, count: last - start, hasReservoir: false, gapless: null, samples: (last - start) * samples };
}

/** Copies the frames of a part as they are, behind those that describe them and hold what they borrow. */
export function cutAsMpeg(draft: DraftFile, fd: number, frames: MpegFrames, part: MpegPart): void {
  if (part.gapless) appendLeading(draft, fd, frames, part, part.gapless);
  const { offsets, lengths } = frames;
  for (let frame = part.first; frame < part.first + part.count; ) {
    const from = offsets[frame]!;
    let to = from;
    // Frames mostly lie one behind the other.
    while (frame < part.first + part.count && offsets[frame] === to) {
      to += lengths[frame]!;
      frame += 1;
    }
    copyBytes(fd, from, to, (piece) => draft.append(piece));
  }
}

function appendLeading(
  draft: DraftFile,
  fd: number,
  frames: MpegFrames,
  { first, count, hasReservoir }: MpegPart,
  gapless: { delay: number; padding: number },
): void {
  const { offsets, lengths, isVariable } = frames;
  const sample = Buffer.alloc(4);
  copyBytes(fd, offsets[first]!, offsets[first]! + 4, (piece) => void piece.copy(sample));
  const reservoir = hasReservoir ? reservoirFrame(fd, frames, first, sample) : null;
  const own = [...(reservoir ? [reservoir.length] : []), ...lengths.subarray(first, first + count)];
  const contents = contentsFrame(sample, {
    lengths: own,
    isVariable: isVariable || reservoir !== null,
    gapless: { encoder: frames.gapless?.encoder ?? 'LAME', ...gapless },
  });
  if (!contents || (hasReservoir && !reservoir)) {
    throw new AppError('FORMAT_UNSUPPORTED', 'This MP3 cannot be cut between its frames. Choose WAV.');
  }
  draft.append(contents);
  if (reservoir) draft.append(reservoir);
}

/** Decodes the part once. Throws WRITE_UNVERIFIED where it is not as long as it should be. */
export async function proveMpeg(path: string, part: MpegPart): Promise<void> {
  const audio = await openDecoder(path);
  let samples = 0;
  try {
    for await (const chunk of audio.chunks()) samples += chunk[0]?.length ?? 0;
  } finally {
    await audio.close();
  }
  const isRight = part.gapless ? samples === part.samples : Math.abs(samples - part.samples) <= 2 * 1152;
  if (!isRight) throw new AppError('WRITE_UNVERIFIED', 'The new file does not hold the sound it was made of.');
}

/** A stretch of a track on screen, in milliseconds. */
export type Span = { startMs: number; lengthMs: number };

/** Shorter stretches show the points of the waveform, not the music. */
const shortestMs = 1000;
/** Room left of the playhead on a new page. */
const leadShare = 0.04;

function fitted(startMs: number, lengthMs: number, durationMs: number): Span {
  const length = Math.max(1, Math.min(lengthMs, Math.max(durationMs, shortestMs)));
  return { startMs: Math.max(0, Math.min(startMs, durationMs - length)), lengthMs: length };
}

/** The stretch that shows a place: the same one while the place is in it, otherwise the page that begins there. */
export function seenFrom(span: Span, positionMs: number, durationMs: number): Span {
  const isSeen = positionMs >= span.startMs && positionMs <= span.startMs + span.lengthMs;
  if (isSeen) return span;
  const next = fitted(positionMs - span.lengthMs * leadShare, span.lengthMs, durationMs);
  return next.startMs === span.startMs ? span : next;
}

/** Longer (factor over 1) or shorter, around the same middle. */
export function zoomed({ startMs, lengthMs }: Span, factor: number, durationMs: number): Span {
  const length = Math.max(shortestMs, lengthMs * factor);
  return fitted(startMs + (lengthMs - length) / 2, length, durationMs);
}

/** A stretch that begins a little before a place. */
export function spanFrom(startMs: number, lengthMs: number, durationMs: number): Span {
  return fitted(startMs - lengthMs * leadShare, lengthMs, durationMs);
}

/** The part of a track that a waveform shows, in milliseconds from the start. */
export type WaveWindow = { fromMs: number; toMs: number };

/** As near as one may come: about two beats over the width of the inspector. */
export const shortestWindowMs = 1500;
/** One press of the zoom buttons. */
export const zoomStep = 2;

export function wholeTrack(durationMs: number): WaveWindow {
  return { fromMs: 0, toMs: Math.max(1, durationMs) };
}

export function windowLength({ fromMs, toMs }: WaveWindow): number {
  return toMs - fromMs;
}

export function isZoomed(window: WaveWindow, durationMs: number): boolean {
  return windowLength(window) < durationMs - 1;
}

/** Comes nearer (`factor` over 1) or goes away, with what is at `atMs` staying where it is. */
export function zoomWindow(window: WaveWindow, factor: number, atMs: number, durationMs: number): WaveWindow {
  const whole = Math.max(1, durationMs);
  const length = Math.max(Math.min(shortestWindowMs, whole), Math.min(whole, windowLength(window) / factor));
  const share = (atMs - window.fromMs) / windowLength(window);
  return placeWindow(atMs - share * length, length, whole);
}

/** Moves along the track, as far as there is one. */
export function moveWindow(window: WaveWindow, byMs: number, durationMs: number): WaveWindow {
  return placeWindow(window.fromMs + byMs, windowLength(window), Math.max(1, durationMs));
}

/** Moves just far enough for a place to be in sight. */
export function revealInWindow(window: WaveWindow, atMs: number, durationMs: number): WaveWindow {
  if (atMs < window.fromMs) return moveWindow(window, atMs - window.fromMs, durationMs);
  if (atMs > window.toMs) return moveWindow(window, atMs - window.toMs, durationMs);
  return window;
}

function placeWindow(fromMs: number, length: number, durationMs: number): WaveWindow {
  const from = Math.max(0, Math.min(durationMs - length, fromMs));
  return { fromMs: from, toMs: from + length };
}

/** Where a time stands, in pixels from the left edge. */
export function placeOf(atMs: number, { fromMs, toMs }: WaveWindow, width: number): number {
  return ((atMs - fromMs) / (toMs - fromMs)) * width;
}

/** The time at so many pixels from the left edge, never outside of the window. */
export function timeAtPlace(x: number, { fromMs, toMs }: WaveWindow, width: number): number {
  const share = width > 0 ? Math.max(0, Math.min(1, x / width)) : 0;
  return fromMs + share * (toMs - fromMs);
}

/** A stretch of a track on screen, or null where nothing of it is in sight. Both in shares of the width. */
export function visibleStretch(
  stretch: { startMs: number; endMs: number },
  { fromMs, toMs }: WaveWindow,
): { left: number; width: number } | null {
  const start = Math.max(stretch.startMs, fromMs);
  const end = Math.min(stretch.endMs, toMs);
  if (end <= start) return null;
  return { left: (start - fromMs) / (toMs - fromMs), width: (end - start) / (toMs - fromMs) };
}

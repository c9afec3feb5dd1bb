import { call } from '../../api/client.ts';

const notAgainBeforeMs = 20_000;
const signs = ['pointerdown', 'keydown', 'wheel'] as const;

/** Tells the core that somebody works here, so that analysis makes room. */
export function followUse(): () => void {
  let notedAt = Number.NEGATIVE_INFINITY;
  const note = () => {
    const now = performance.now();
    if (now - notedAt < notAgainBeforeMs) return;
    notedAt = now;
    // Nobody waits for the answer, and a lost connection is told elsewhere.
    call('activity.noteUse', undefined).catch(() => undefined);
  };
  for (const sign of signs) window.addEventListener(sign, note, { capture: true, passive: true });
  return () => {
    for (const sign of signs) window.removeEventListener(sign, note, { capture: true });
  };
}

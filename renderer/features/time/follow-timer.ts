import { formatHours } from '#shared/time/duration.ts';
import { loadCapabilities } from '../../api/capabilities.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import { text } from '../../messages/use-text.ts';
import { entryTitle } from './time.actions.ts';
import { currentRunning } from './time-data.ts';

const minuteMs = 60_000;
const signs = ['pointerdown', 'keydown', 'wheel', 'visibilitychange'] as const;

/** Says in the window's title what runs: '1:24 Copper Thread'. Called once. */
export function followTimer(): () => void {
  const plain = document.title;
  const draw = () => {
    const entry = currentRunning()?.entry;
    const title = entry
      ? text('time.windowTitle', {
          hours: formatHours(Date.now() - entry.startAt),
          name: entryTitle(entry),
          app: plain,
        })
      : plain;
    if (document.title !== title) document.title = title;
  };
  const stopCache = queryClient.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] === 'time.running') draw();
  });
  const timer = setInterval(draw, minuteMs / 12);
  const stopInput = followInput();
  return () => {
    stopCache();
    stopInput();
    clearInterval(timer);
    document.title = plain;
  };
}

/** Tells that somebody is at this window, where no system can tell that somebody is at the machine. */
function followInput(): () => void {
  let notedAt = Number.NEGATIVE_INFINITY;
  const note = () => {
    if (document.visibilityState !== 'visible' || !currentRunning()?.entry) return;
    if (performance.now() - notedAt < minuteMs) return;
    notedAt = performance.now();
    void loadCapabilities().then(({ kind }) => {
      // Nobody waits for the answer, and a lost connection is told elsewhere.
      if (kind === 'browser') call('time.noteInput').catch(() => undefined);
    });
  };
  for (const sign of signs) document.addEventListener(sign, note, { capture: true, passive: true });
  return () => {
    for (const sign of signs) document.removeEventListener(sign, note, { capture: true });
  };
}

import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { TracklistEntry, TracklistEntryId } from '#shared/contract/tracklists.ts';
import { attempt } from '../commands/index.ts';
import { moveEntryTo } from './tracklists.actions.ts';

export const rowHeight = 28;
/** A pointer that moved less has clicked. */
const dragFromPixels = 4;

type RowDrag = {
  /** Before which row the entry would go; null while nothing is dragged. */
  to: number | null;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
  };
};

/** Lets rows be dragged to another place; the menu and Alt with arrows do the same. */
export function useRowDrag(body: RefObject<HTMLElement | null>, entries: readonly TracklistEntry[]): RowDrag {
  const start = useRef<{ id: TracklistEntryId; index: number; y: number } | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const stop = () => {
    start.current = null;
    setTo(null);
  };
  return {
    to,
    handlers: {
      onPointerDown: (event) => {
        const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-entry]') : null;
        const isTyped = event.target instanceof Element && event.target.closest('input, select, button') !== null;
        const index = Number(row?.dataset.entry ?? -1);
        const entry = entries[index];
        if (event.button === 0 && entry && !isTyped) start.current = { id: entry.id, index, y: event.clientY };
      },
      onPointerMove: (event) => {
        const from = start.current;
        const box = body.current?.getBoundingClientRect();
        if (!from || !box || !body.current) return;
        if (to === null && Math.abs(event.clientY - from.y) < dragFromPixels) return;
        if (to === null) event.currentTarget.setPointerCapture(event.pointerId);
        const place = Math.round((event.clientY - box.top + body.current.scrollTop) / rowHeight);
        setTo(Math.max(0, Math.min(entries.length, place)));
      },
      onPointerUp: () => {
        const from = start.current;
        const goal = to;
        stop();
        if (!from || goal === null) return;
        // Behind itself the places count without it.
        const place = goal > from.index ? goal - 1 : goal;
        if (place !== from.index) void attempt(() => moveEntryTo(from.id, place));
      },
      onPointerCancel: stop,
    },
  };
}

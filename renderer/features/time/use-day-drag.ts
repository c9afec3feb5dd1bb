import { type PointerEvent, useRef, useState } from 'react';
import type { TimeDay, TimeEntry } from '#shared/contract/time.ts';
import { attempt } from '../commands/index.ts';
import { type Span, snapped, stepMs } from './day-span.ts';
import { editEntry } from './time.actions.ts';
import { newEntry } from './time.store.ts';

export type Drag = { entry: TimeEntry | null; edge: 'from' | 'to' | 'both'; span: Span };

/** Nothing is dragged before the pointer has gone so far. */
const pickUpPx = 4;

/** Draws new time on a day, and takes hold of edges of blocks. `axis` is the way time runs on screen. */
export function useDayDrag(shown: Span, axis: 'x' | 'y', day: TimeDay) {
  const track = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const begun = useRef<{ at: number; px: number; drag: Drag; isMoving: boolean } | null>(null);

  const momentAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return shown.from;
    const share = axis === 'x' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    return shown.from + Math.max(0, Math.min(1, share)) * (shown.to - shown.from);
  };
  const begin = (event: PointerEvent, entry: TimeEntry | null, edge: Drag['edge'], span: Span | null) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const at = momentAt(event);
    const from = snapped(at);
    const px = axis === 'x' ? event.clientX : event.clientY;
    begun.current = { at, px, drag: { entry, edge, span: span ?? { from, to: from } }, isMoving: false };
  };
  const move = (event: PointerEvent) => {
    const start = begun.current;
    if (!start) return;
    const px = axis === 'x' ? event.clientX : event.clientY;
    if (!start.isMoving && Math.abs(px - start.px) < pickUpPx) return;
    // Only now: a click on a block belongs to the block.
    if (!start.isMoving) track.current?.setPointerCapture(event.pointerId);
    start.isMoving = true;
    setDrag({ ...start.drag, span: draggedSpan(start.drag, start.at, momentAt(event)) });
  };
  const end = () => {
    const start = begun.current;
    begun.current = null;
    setDrag(null);
    if (!start?.isMoving || !drag) return;
    const { entry, span } = drag;
    if (span.to - span.from < stepMs) return;
    if (!entry) newEntry(span.from, span.to, day);
    else void attempt(() => editEntry(entry, { times: { startAt: span.from, endAt: span.to } }));
  };
  const cancel = () => {
    begun.current = null;
    setDrag(null);
  };
  return { track, drag, begin, move, end, cancel };
}

/** New time grows to either side of where it began; an edge stays a step away from the other one. */
function draggedSpan({ entry, edge, span }: Drag, began: number, now: number): Span {
  if (!entry) {
    const to = snapped(now);
    return { from: Math.min(span.from, to), to: Math.max(span.from, to) };
  }
  if (edge === 'both') {
    const by = snapped(now) - snapped(began);
    return { from: span.from + by, to: span.to + by };
  }
  if (edge === 'from') return { from: Math.min(snapped(now), span.to - stepMs), to: span.to };
  return { from: span.from, to: Math.max(snapped(now), span.from + stepMs) };
}

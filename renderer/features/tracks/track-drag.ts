import type { PointerEvent } from 'react';
import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { dragOut, leavesWindow } from './drag-out.ts';

/** Tracks on their way under the pointer. */
export type TrackDrag = {
  count: number;
  /** The first cover. */
  artworkHash: string | null;
  /** Their ids, asked for when they are let go. */
  trackIds: () => Promise<readonly TrackId[]>;
  /** The entries they are, where they come from a playlist. */
  entries: { playlistId: number; entryIds: readonly number[] } | null;
};

/** Where a drag would end: the element that shows it, how (a line at its edge, or a ring), and what happens then. */
export type Drop = { mark: HTMLElement; how: 'into' | 'before' | 'after'; run: () => void | Promise<void> };

/** Answers where tracks would land at a point, or null where they would not. */
export type DropTarget = (drag: TrackDrag, under: Element, point: { x: number; y: number }) => Drop | null;

export const useTrackDrag = create<{ drag: TrackDrag | null; x: number; y: number; canDrop: boolean }>(() => ({
  drag: null,
  x: 0,
  y: 0,
  canDrop: false,
}));

const targets = new Set<DropTarget>();

/** Lets tracks be dropped somewhere, until the returned function is called; fits an effect. */
export function acceptTracks(target: DropTarget): () => void {
  targets.add(target);
  return () => void targets.delete(target);
}

/** Picked up after so many pixels; less is a click. */
const pickUpAfterPixels = 4;
/** Lists scroll while the pointer is so near to their edge, by so many pixels a frame. */
const scrollEdge = 32;
const scrollStep = 9;

/** A press that may become a drag. Escape, and a release where nothing takes them, leave everything as it was. */
export function beginTrackDrag(press: PointerEvent, describe: () => TrackDrag | null): void {
  const start = { x: press.clientX, y: press.clientY };
  const stop = new AbortController();
  const { signal } = stop;
  let drag: TrackDrag | null = null;
  let drop: Drop | null = null;
  let frame = 0;

  const show = (next: Drop | null) => {
    drop?.mark.removeAttribute('data-drop');
    next?.mark.setAttribute('data-drop', next.how);
    drop = next;
  };
  const look = ({ x, y }: { x: number; y: number }) => {
    const under = document.elementFromPoint(x, y);
    const found = drag && under ? firstDrop(drag, under, { x, y }) : null;
    show(found);
    useTrackDrag.setState({ drag, x, y, canDrop: found !== null });
    cancelAnimationFrame(frame);
    if (scrollNear(under, y)) frame = requestAnimationFrame(() => look({ x, y }));
  };
  const finish = (isKept: boolean) => {
    stop.abort();
    cancelAnimationFrame(frame);
    const taken = drop;
    show(null);
    useTrackDrag.setState({ drag: null });
    if (!drag) return;
    swallowClick();
    if (isKept) void taken?.run();
  };
  const move = (event: globalThis.PointerEvent) => {
    if (!drag) {
      const far = Math.hypot(event.clientX - start.x, event.clientY - start.y);
      if (far <= pickUpAfterPixels) return;
      drag = describe();
      if (!drag) return stop.abort();
    }
    if (leavesWindow(event)) {
      const { trackIds } = drag;
      finish(false);
      return void dragOut(trackIds);
    }
    look({ x: event.clientX, y: event.clientY });
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', () => finish(true), { signal });
  window.addEventListener('pointercancel', () => finish(false), { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag) return;
      event.stopPropagation();
      finish(false);
    },
    { signal, capture: true },
  );
}

function firstDrop(drag: TrackDrag, under: Element, point: { x: number; y: number }): Drop | null {
  for (const target of targets) {
    const found = target(drag, under, point);
    if (found) return found;
  }
  return null;
}

/** Scrolls what lies under a drag near an edge by a step; whether something scrolled. Ask again with each frame. */
export function scrollNear(under: Element | null, y: number): boolean {
  for (let element = under; element instanceof HTMLElement; element = element.parentElement) {
    if (element.scrollHeight <= element.clientHeight || getComputedStyle(element).overflowY === 'visible') continue;
    const { top, bottom } = element.getBoundingClientRect();
    const step = y - top < scrollEdge ? -scrollStep : bottom - y < scrollEdge ? scrollStep : 0;
    const before = element.scrollTop;
    element.scrollTop += step;
    return element.scrollTop !== before;
  }
  return false;
}

/** The click that ends a drag is about nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

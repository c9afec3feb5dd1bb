import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import {
  clampListOffset,
  isScaled,
  offsetToShow,
  type ScrollScale,
  scrollScale,
  toListOffset,
  toScrollTop,
} from './scroll-scale.ts';

/** The head stays on top of the rows, inside the element that scrolls. */
export const headHeight = 28;
const overscannedRows = 8;

export type RowWindow = {
  first: number;
  last: number;
  /** Where the first rendered row stands in the scrolled element, in pixels. */
  top: number;
  /** How high the element with the rows is. */
  height: number;
  /** Rows that fit on screen. */
  pageRows: number;
  scrollToRow: (index: number) => void;
  scrollToTop: () => void;
};

/** Which rows of a long list are rendered, and where; past a million rows the scroll range is scaled. */
export function useRowWindow(
  scrollRef: RefObject<HTMLDivElement | null>,
  rowCount: number,
  rowHeight: number,
): RowWindow {
  const scaleRef = useRef<ScrollScale>(scrollScale(0, rowHeight, 0));
  // Exact offset while the wheel turns: one pixel of a scaled range is many of the list.
  const exactRef = useRef<{ scrollTop: number; offset: number } | null>(null);

  const listOffset = useCallback((element: HTMLElement) => {
    const exact = exactRef.current;
    if (exact && Math.abs(exact.scrollTop - element.scrollTop) < 1) return exact.offset;
    return toListOffset(scaleRef.current, element.scrollTop);
  }, []);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: overscannedRows,
    observeElementRect: observeRows,
    observeElementOffset: (instance, report) => observeOffset(instance, listOffset, report),
    // Offsets are written by this hook alone, which knows the scale.
    scrollToFn: () => {},
    useAnimationFrameWithResizeObserver: true,
  });

  const viewport = virtualizer.scrollRect?.height ?? 0;
  scaleRef.current = scrollScale(rowCount, rowHeight, viewport);

  const measuredHeight = useRef(rowHeight);
  useEffect(() => {
    if (measuredHeight.current === rowHeight) return;
    measuredHeight.current = rowHeight;
    virtualizer.measure();
  }, [virtualizer, rowHeight]);

  const scrollToOffset = useCallback(
    (offset: number) => {
      const element = scrollRef.current;
      if (!element) return;
      const scale = scaleRef.current;
      const target = clampListOffset(scale, offset);
      element.scrollTop = toScrollTop(scale, target);
      exactRef.current = isScaled(scale) ? { scrollTop: element.scrollTop, offset: target } : null;
    },
    [scrollRef],
  );

  useWheel(scrollRef, scaleRef, listOffset, scrollToOffset);

  const scrollToRow = useCallback(
    (index: number) => {
      const element = scrollRef.current;
      if (!element) return;
      // The element's own height, not the last render's: the list may just have been resized.
      const scale = { ...scaleRef.current, viewport: Math.max(0, element.clientHeight - headHeight) };
      const before = listOffset(element);
      const after = offsetToShow(scale, rowHeight, index, before);
      if (after !== before) scrollToOffset(after);
    },
    [scrollRef, rowHeight, listOffset, scrollToOffset],
  );
  const scrollToTop = useCallback(() => scrollToOffset(0), [scrollToOffset]);

  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const element = scrollRef.current;
  const shift = element && isScaled(scaleRef.current) ? element.scrollTop - listOffset(element) : 0;
  return {
    first,
    last,
    top: first * rowHeight + shift,
    height: scaleRef.current.element,
    pageRows: Math.max(1, Math.floor(viewport / rowHeight)),
    scrollToRow,
    scrollToTop,
  };
}

type ListVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

function observeRows(instance: ListVirtualizer, report: (rect: { width: number; height: number }) => void) {
  const element = instance.scrollElement;
  if (!element) return;
  const measure = () => report({ width: element.clientWidth, height: Math.max(0, element.clientHeight - headHeight) });
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  measure();
  return () => observer.disconnect();
}

function observeOffset(
  instance: ListVirtualizer,
  listOffset: (element: HTMLElement) => number,
  report: (offset: number, isScrolling: boolean) => void,
) {
  const element = instance.scrollElement;
  if (!element) return;
  const onScroll = () => report(listOffset(element), true);
  const onScrollEnd = () => report(listOffset(element), false);
  element.addEventListener('scroll', onScroll, { passive: true });
  element.addEventListener('scrollend', onScrollEnd, { passive: true });
  report(listOffset(element), false);
  return () => {
    element.removeEventListener('scroll', onScroll);
    element.removeEventListener('scrollend', onScrollEnd);
  };
}

/** In a scaled range the wheel moves the list by its own pixels; the browser would skip rows. */
function useWheel(
  scrollRef: RefObject<HTMLDivElement | null>,
  scaleRef: RefObject<ScrollScale>,
  listOffset: (element: HTMLElement) => number,
  scrollToOffset: (offset: number) => void,
): void {
  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!isScaled(scaleRef.current) || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? headHeight : 1;
      scrollToOffset(listOffset(element) + event.deltaY * unit);
      // Less than a pixel of the scroll bar moves the list without moving the element.
      element.dispatchEvent(new Event('scroll'));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scrollRef, scaleRef, listOffset, scrollToOffset]);
}

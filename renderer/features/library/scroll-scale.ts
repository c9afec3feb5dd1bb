/**
 * Chromium lays out no element higher than 33.5 million pixels, which is 1.1 million rows. Past that the element keeps
 * this height and its scroll range stands, scaled, for the whole list.
 */
export const mostElementPixels = 30_000_000;

/** `list` is what the rows take, `element` what the scrolled element gets, both in pixels. */
export type ScrollScale = { list: number; element: number; viewport: number };

export function scrollScale(rowCount: number, rowHeight: number, viewport: number): ScrollScale {
  const list = rowCount * rowHeight;
  return { list, element: Math.min(list, mostElementPixels), viewport };
}

export function isScaled(scale: ScrollScale): boolean {
  return scale.list > scale.element;
}

/** Where in the list the viewport begins when the element is scrolled so far. */
export function toListOffset(scale: ScrollScale, scrollTop: number): number {
  if (!isScaled(scale)) return scrollTop;
  return scrollTop * factor(scale);
}

/** The opposite: how far to scroll the element. */
export function toScrollTop(scale: ScrollScale, listOffset: number): number {
  if (!isScaled(scale)) return listOffset;
  return listOffset / factor(scale);
}

export function clampListOffset(scale: ScrollScale, listOffset: number): number {
  return Math.max(0, Math.min(listOffset, scale.list - scale.viewport));
}

/** The offset nearest to the present one that shows the whole row. */
export function offsetToShow(scale: ScrollScale, rowHeight: number, index: number, listOffset: number): number {
  const top = index * rowHeight;
  const lowest = top + rowHeight - scale.viewport;
  if (listOffset > top) return top;
  return listOffset < lowest ? clampListOffset(scale, lowest) : listOffset;
}

function factor(scale: ScrollScale): number {
  return (scale.list - scale.viewport) / (scale.element - scale.viewport);
}

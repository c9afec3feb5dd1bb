import { type PointerEvent, useRef, useState } from 'react';
import type { ColumnId } from '#shared/contract/settings.ts';
import { columnIds } from '#shared/contract/settings.ts';
import { placeColumnAt } from './columns.actions.ts';

/** A drag begins after so many pixels; less is a click. */
const dragAfterPixels = 4;

/** Moving a column by its head. Escape and a release outside leave it where it was. */
export function useColumnDrag() {
  const [over, setOver] = useState<ColumnId | null>(null);
  const dragged = useRef(false);

  const start = (event: PointerEvent<HTMLElement>, id: ColumnId) => {
    dragged.current = false;
    if (event.button !== 0) return;
    const startX = event.clientX;
    const stop = new AbortController();
    const { signal } = stop;
    let target: ColumnId | null = null;
    const show = (column: ColumnId | null) => {
      target = column;
      setOver(column);
    };
    const finish = (isKept: boolean) => {
      stop.abort();
      if (isKept && target && target !== id) placeColumnAt(id, target);
      show(null);
    };
    window.addEventListener(
      'pointermove',
      (moved) => {
        if (Math.abs(moved.clientX - startX) > dragAfterPixels) dragged.current = true;
        if (dragged.current) show(columnUnder(moved.clientX, moved.clientY));
      },
      { signal },
    );
    window.addEventListener('pointerup', () => finish(true), { signal });
    window.addEventListener('pointercancel', () => finish(false), { signal });
    window.addEventListener('keydown', (key) => key.key === 'Escape' && finish(false), { signal });
  };

  return { over, start, wasDragged: () => dragged.current };
}

function columnUnder(x: number, y: number): ColumnId | null {
  const head = document.elementFromPoint(x, y)?.closest('[data-head]');
  const id = head?.getAttribute('data-head');
  return columnIds.find((column) => column === id) ?? null;
}

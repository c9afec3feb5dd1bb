import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { useColumnDraft } from './column-draft.store.ts';
import { type ColumnLayout, layOutColumns, resizeColumn } from './column-layout.ts';
import { useListColumns } from './list-layout.store.ts';

/** The columns that fit into the table as wide as it is now. */
export function useColumnLayout(tableRef: RefObject<HTMLElement | null>, hasPlaces: boolean): ColumnLayout {
  const columns = useListColumns();
  const draft = useColumnDraft();
  const width = useClientWidth(tableRef);
  return useMemo(() => {
    const shown = draft.id === null ? columns : resizeColumn(columns, draft.id, draft.width);
    return layOutColumns(shown, width, hasPlaces);
  }, [columns, draft, width, hasPlaces]);
}

function useClientWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

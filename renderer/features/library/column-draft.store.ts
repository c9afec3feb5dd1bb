import { create } from 'zustand';
import type { ColumnId } from '#shared/contract/settings.ts';

/** The width of a column while its edge is dragged; settings hear of it when it is let go. */
export const useColumnDraft = create<{ id: ColumnId | null; width: number }>(() => ({ id: null, width: 0 }));

import { create } from 'zustand';
import type { Settings } from '#shared/contract/settings.ts';
import { currentSettings, updateSettings, useSettings } from '../../api/settings.ts';

type Columns = Settings['columns'];

/** The columns of a list that has its own; the library's are in the settings. */
export type OwnColumns = { columns: Columns; change: (columns: Columns) => void };

/** Of the list on screen; null where it shows the library's. */
export const useOwnColumns = create<{ own: OwnColumns | null }>(() => ({ own: null }));

/** The columns of the list on screen. */
export function useListColumns(): Columns {
  const { columns } = useSettings();
  return useOwnColumns((state) => state.own?.columns) ?? columns;
}

export function currentColumns(): Columns {
  return useOwnColumns.getState().own?.columns ?? currentSettings().columns;
}

export function changeColumns(edit: (columns: Columns) => Columns): void {
  const { own } = useOwnColumns.getState();
  const columns = edit(currentColumns());
  if (own) own.change(columns);
  else void updateSettings({ columns });
}

import { create } from 'zustand';
import type { ExportScope, ImportOptions, PathRule } from '#shared/contract/interop.ts';
import { type FormatId, type TableColumn, tableColumns } from '#shared/contract/interop-formats.ts';

export type Direction = 'import' | 'export';

type ExportForm = {
  format: FormatId;
  path: string;
  scope: ExportScope;
  paths: PathRule[];
  isRelative: boolean;
  isForTraktor4: boolean;
  /** Of a table, in the order of `tableColumns`; one at least. */
  columns: readonly TableColumn[];
  comment: string;
  mp3Shift: string;
};

type ProgramsState = {
  direction: Direction;
  /** What stands in the field for the file. */
  importPath: string;
  form: ExportForm;
};

/** What the user is about to do; it stays while other views are looked at. */
export const usePrograms = create<ProgramsState>(() => ({
  direction: 'import',
  importPath: '',
  form: {
    format: 'rekordbox',
    path: '',
    scope: { type: 'all' },
    paths: [],
    isRelative: false,
    isForTraktor4: false,
    columns: tableColumns,
    comment: '',
    mp3Shift: '0',
  },
}));

export function changeForm(form: Partial<ExportForm>): void {
  usePrograms.setState((state) => ({ form: { ...state.form, ...form } }));
}

/** Switches of an import, in the order they are shown. */
export const takenParts = [
  'ratings',
  'plays',
  'added',
  'cues',
  'grids',
  'playlists',
  'bpm',
  'keys',
] as const satisfies readonly (keyof ImportOptions)[];

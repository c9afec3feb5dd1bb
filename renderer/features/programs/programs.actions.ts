import type { ExportOptions, ExportScope, ExportTarget, ImportOptions } from '#shared/contract/interop.ts';
import { tableColumns } from '#shared/contract/interop-formats.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { call, pathForFile } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { selectedIds } from '../tracks/index.ts';
import { changeForm, usePrograms } from './programs.store.ts';

/** Looks what a file is and shows what an import of it would do. */
export async function openImport(path: string): Promise<void> {
  usePrograms.setState({ direction: 'import', importPath: path });
  showView('programs');
  await call('interop.openImport', { path });
}

export async function chooseImport(): Promise<void> {
  const [path] = await call('host.pickFiles');
  if (path !== undefined) await openImport(path);
}

/** Takes a dropped file; false where its path cannot be known. */
export async function dropImport(files: readonly File[]): Promise<boolean> {
  const path = files.map(pathForFile).find((each) => each !== null);
  if (!path) return false;
  await openImport(path);
  return true;
}

export async function previewAgain(options: ImportOptions): Promise<void> {
  await call('interop.previewImport', { options });
}

export async function runImport(options: ImportOptions): Promise<void> {
  await call('interop.runImport', { options });
}

export async function closeImport(): Promise<void> {
  await call('interop.closeImport');
}

export async function saveMisses(reportId: number, path: string): Promise<void> {
  await call('interop.saveMisses', { reportId, path });
  showToast({ text: text('programs.saved', { name: baseName(path) }) });
}

/** Shows the form of an export: of playlists, of what is selected, or of all. */
export async function openExport(what: { playlistIds: readonly PlaylistId[] } | 'selection' | 'all'): Promise<void> {
  changeForm({ scope: await scopeOf(what) });
  usePrograms.setState({ direction: 'export' });
  showView('programs');
}

async function scopeOf(what: { playlistIds: readonly PlaylistId[] } | 'selection' | 'all'): Promise<ExportScope> {
  if (what === 'all') return { type: 'all' };
  if (what !== 'selection') return { type: 'playlists', ids: [...what.playlistIds] };
  const ids = await selectedIds();
  return ids.length === 0 ? { type: 'all' } : { type: 'tracks', ids: [...ids] };
}

export function exportOptionsOf({ form }: ReturnType<typeof usePrograms.getState>): ExportOptions {
  const shift = Number(form.mp3Shift.replace('−', '-').replace(',', '.'));
  return {
    scope: form.scope,
    paths: form.paths.filter(({ from }) => from.trim() !== ''),
    pathStyle: form.isRelative ? 'relative' : 'absolute',
    nmlVersion: form.isForTraktor4 ? 20 : 19,
    ...(form.format === 'csv' && form.columns.length < tableColumns.length && { columns: [...form.columns] }),
    commentTemplate: form.comment,
    mp3ShiftMs: Number.isFinite(shift) ? Math.max(-200, Math.min(200, shift)) : 0,
    bootVolume: 'Macintosh HD',
  };
}

export async function runExport(): Promise<void> {
  const { form } = usePrograms.getState();
  const { format, path } = form;
  await call('interop.export', { format, path: path.trim(), options: exportOptionsOf(usePrograms.getState()) });
}

export async function exportAgain({ format, path, options }: ExportTarget): Promise<void> {
  await call('interop.export', { format, path, options });
}

export async function forgetTarget({ id }: ExportTarget): Promise<void> {
  await call('interop.forgetTarget', { id });
}

export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

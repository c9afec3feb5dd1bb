import type { Input, Output } from '#shared/contract/index.ts';
import type { CoveredRow, SeriesRow } from '#shared/contract/series.ts';
import type { SeriesId, SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showUndoable } from '../undo/index.ts';

export type OpenSeries = Output<'series.get'>;

export async function editSeries(series: OpenSeries, patch: Input<'series.edit'>['patch']): Promise<void> {
  const { operation } = await call('series.edit', { id: series.id, patch });
  if (operation !== null) {
    showUndoable({ text: text('series.edited', { album: patch.album ?? series.album }), operations: [operation] });
  }
}

export async function removeSeries({ id, album }: OpenSeries): Promise<void> {
  const { operation } = await call('series.remove', { id });
  showView('series');
  showUndoable({ text: text('series.removed', { album }), operations: [operation] });
}

export async function releaseSeries({ id, album }: OpenSeries): Promise<void> {
  const { operation, number } = await call('series.release', { id });
  showUndoable({ text: text('series.releasedAs', { album, number }), operations: [operation] });
}

export async function setTracklist(id: SeriesId, rows: SeriesRow[]): Promise<void> {
  const { operation } = await call('series.setTracklist', { id, rows });
  showUndoable({ text: text('series.marked', { count: rows.length }), operations: [operation] });
}

export async function addMissing(id: SeriesId, rows?: number[]): Promise<void> {
  const { operation, added } = await call('series.addMissing', { id, ...(rows ? { rows } : {}) });
  showUndoable({ text: text('series.added', { count: added }), operations: [operation] });
}

export async function markRows(id: SeriesId, rows: number[], mark: CoveredRow['mark']): Promise<void> {
  const { operation } = await call('series.markRows', { id, rows, mark });
  showUndoable({ text: text('series.marked', { count: rows.length }), operations: [operation] });
}

export async function chooseSong(id: SeriesId, row: number, songId: SongId | null): Promise<void> {
  const { operation } = await call('series.chooseSong', { id, row, songId });
  if (operation !== null) showUndoable({ text: text('series.marked', { count: 1 }), operations: [operation] });
}

export async function readReferences(name: string, content: string): Promise<void> {
  const { operation, count, skipped } = await call('series.readReferences', { name, text: content });
  showUndoable({ text: text('series.listRead', { count, skipped }), operations: [operation] });
}

export async function removeReferences({ id, name }: { id: number; name: string }): Promise<void> {
  const { operation } = await call('series.removeReferences', { id });
  showUndoable({ text: text('series.listRemoved', { name }), operations: [operation] });
}

import { create } from 'zustand';
import type { SeriesId } from '#shared/contract/studio-ids.ts';

export type SeriesDialog =
  | { kind: 'tracklist'; id: SeriesId }
  | { kind: 'edit'; id: SeriesId }
  | { kind: 'choose'; id: SeriesId; row: number; title: string; artist: string }
  | { kind: 'references' };

export const useSeries = create<{ dialog: SeriesDialog | null }>(() => ({ dialog: null }));

export function openSeriesDialog(dialog: SeriesDialog): void {
  useSeries.setState({ dialog });
}

export function closeSeriesDialog(): void {
  useSeries.setState({ dialog: null });
}

import type { DropItem, Key } from 'react-aria-components';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { moveSongs, moveToStage } from './songs.actions.ts';

/** What a dragged song is to who takes it: its number as text. */
export const dragType = 'ledgerline-song';

export type ColumnPlace = { status: SongStatus; stage: string };

export function songItems(keys: Iterable<Key>): { [type: string]: string }[] {
  return [...keys].map((key) => ({ [dragType]: String(key) }));
}

export async function readDropped(items: readonly DropItem[]): Promise<SongId[]> {
  const texts = items.flatMap((item) =>
    item.kind === 'text' && item.types.has(dragType) ? [item.getText(dragType)] : [],
  );
  return (await Promise.all(texts)).map(Number).filter((id) => Number.isInteger(id) && id > 0) as SongId[];
}

/** A column takes songs: their status becomes its own, or their next step one of its stage. */
export async function dropSongs(ids: readonly SongId[], { status, stage }: ColumnPlace): Promise<void> {
  if (ids.length === 0) return;
  if (status === 'inProgress') await moveToStage(ids, stage);
  else await moveSongs(ids, status);
}

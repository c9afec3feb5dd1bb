import type { Output } from '#shared/contract/index.ts';
import type { SongMatch } from '#shared/contract/lookups.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { chosenSongs } from '../songs/index.ts';
import { showUndoable } from '../undo/index.ts';
import { useLookups } from './lookups.store.ts';

/** Asks about the chosen songs where MusicBrainz is connected, and shows what is found. */
export async function completeSongs(): Promise<void> {
  const songIds = chosenSongs();
  const { services } = await call('connectors.list');
  const isConnected = services.some((service) => service.id === 'musicbrainz' && service.isConnected);
  if (isConnected && songIds.length > 0) await call('lookups.lookUp', { songIds });
  useLookups.setState({ isOpen: true, songIds, songId: songIds[0] ?? null, way: isConnected ? 'service' : 'table' });
}

export function pasteTable(): void {
  useLookups.setState({ isOpen: true, songIds: chosenSongs(), way: 'table' });
}

export async function applyMatch(songId: SongId, match: SongMatch, coverHash: string | null): Promise<void> {
  const { keepsArtistAndAlbum } = useLookups.getState();
  tell(await call('lookups.apply', { choices: [{ songId, match, coverHash }], keepsArtistAndAlbum }));
}

/** The least score at which nobody needs to look. */
const sure = 0.9;

export async function applySure(): Promise<void> {
  const { keepsArtistAndAlbum } = useLookups.getState();
  tell(await call('lookups.applyBest', { minimumScore: sure, keepsArtistAndAlbum }));
}

export async function applyTable(table: string): Promise<void> {
  tell(await call('lookups.applyTable', { text: table }));
}

/** A song that would be called as another one keeps its name, and is named. */
function tell({ operation, count, duplicates }: Output<'lookups.apply'>): void {
  const said = text('lookups.applied', { count });
  const left = duplicates.length > 0 ? text('lookups.duplicates', { titles: duplicates.slice(0, 3).join(', ') }) : '';
  showUndoable({ text: [said, left].filter(Boolean).join('. '), operations: [operation] });
}

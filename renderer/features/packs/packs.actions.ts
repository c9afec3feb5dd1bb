import type { Input } from '#shared/contract/index.ts';
import type { Pack, PackFacts, PageScope } from '#shared/contract/packs.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { showView, useView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { chosenSongs } from '../songs/index.ts';
import { showUndoable } from '../undo/index.ts';
import { openPackDialog } from './packs.store.ts';

export function showPack(id: PackId): void {
  showView('packs', id);
}

/** Makes a pack and shows it. */
export async function createPack(input: Input<'packs.create'>): Promise<void> {
  const { id, operation } = await call('packs.create', input);
  showPack(id);
  showUndoable({
    text: text('packs.made', { name: input.name.trim(), count: input.songs?.length ?? 0 }),
    operations: [operation],
    after: () => leavePack(id),
  });
}

/** Songs of a pasted list join a pack. */
export async function addSongs(id: PackId, name: string, songs: { title: string; artist: string; album: string }[]) {
  const given = songs.map((song) => ({ ...song, packId: id }));
  const { operation } = await call('songs.createMany', { songs: given });
  showUndoable({ text: text('packs.added', { count: songs.length, name }), operations: [operation] });
}

export async function editPack({ id, name }: Pick<Pack, 'id' | 'name'>, patch: Partial<PackFacts>): Promise<void> {
  const { operation } = await call('packs.edit', { id, patch });
  if (operation !== null)
    showUndoable({ text: text('packs.edited', { name: patch.name ?? name }), operations: [operation] });
}

/** Takes a pack away; songs that it holds go to another pack first, or with null out of any. */
export async function removePack(id: PackId, name: string, moveSongsTo?: PackId | null): Promise<void> {
  const { operation } = await call('packs.remove', { id, ...(moveSongsTo === undefined ? {} : { moveSongsTo }) });
  leavePack(id);
  showUndoable({ text: text('packs.removed', { name }), operations: [operation] });
}

function leavePack(id: PackId): void {
  const { view, item } = useView.getState();
  if (view === 'packs' && item === id) showView('packs');
}

export async function startPack({ id, name }: Pick<Pack, 'id' | 'name'>): Promise<void> {
  const { operation, count } = await call('packs.start', { id });
  showUndoable({ text: text('packs.started', { name, count }), operations: [operation] });
}

export async function setOptional(song: { id: SongId; title: string }, isOptional: boolean): Promise<void> {
  const { operation } = await call('songs.edit', { ids: [song.id], values: { isOptional } });
  const said = isOptional ? 'packs.nowOptional' : 'packs.nowCore';
  showUndoable({ text: text(said, { title: song.title }), operations: [operation] });
}

/** Places songs of a pack before another one, or last. */
export async function placeSongs(ids: readonly SongId[], before: SongId | null): Promise<void> {
  const { operation } = await call('songs.place', { ids: [...ids], before });
  if (operation !== null) showUndoable({ text: text('packs.placed', { count: ids.length }), operations: [operation] });
}

/** Releases a pack, and says what came of it. */
export async function releasePack(input: Input<'packs.release'>, name: string): Promise<void> {
  const { operation, released, bonus, numbers } = await call('packs.release', input);
  const parts = [text('packs.released', { name, count: released })];
  if (bonus) parts.push(text('packs.releasedBonus', { count: bonus.count, name: bonus.name }));
  if (numbers.length > 0) parts.push(text('packs.releasedSeries', { numbers: numbers.join(', ') }));
  showUndoable({ text: parts.join('. '), operations: [operation] });
}

/** Writes a song.ini where nothing lies yet. */
export async function writeSongIni(songId: SongId, path: string): Promise<void> {
  await call('packs.writeSongIni', { songId, path });
  showToast({ text: text('packs.ini.written') });
}

/** Asks where the song.ini of the selected song goes. */
export async function openSongIni(): Promise<void> {
  const [songId] = chosenSongs();
  if (songId === undefined) return;
  const [song] = await call('songs.getMany', { ids: [songId] });
  if (song) openPackDialog({ kind: 'songIni', songId, name: song.title });
}

/** Writes a page where nothing lies yet. */
export async function writePage(scope: PageScope, path: string): Promise<void> {
  const words = {
    released: text('packs.page.released'),
    songs: text('packs.page.songs'),
    others: text('packs.page.others'),
    download: text('packs.page.download'),
    video: text('packs.page.video'),
    inProgress: text('packs.page.inProgress'),
    planned: text('packs.page.planned'),
    empty: text('packs.page.empty'),
  };
  const { packs, songs } = await call('packs.writePage', { scope, path, words });
  showToast({ text: text('packs.page.written', { packs, songs }) });
}

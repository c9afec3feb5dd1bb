import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { foldName } from '#core/people/people.repository.ts';
import { type SongState, songRecord } from '#core/studio/song-records.ts';
import { editableSongs } from '#core/studio/songs/song-rights.ts';
import type {
  ExchangeItem,
  ExchangePayload,
  FileAsk,
  FileComment,
  FileGrant,
  FileSong,
} from '#shared/contract/exchange.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { foldTitle } from '#shared/song-title.ts';
import { findByFile, type Kept } from './exchange.repository.ts';
import { mergeSteps } from './merge-steps.ts';
import { findSender, originOf, songOfRef } from './senders.ts';

const plain = {
  songId: null,
  action: 'none',
  problem: null,
  asks: [],
  wantsEdit: false,
  wantsPack: 'none',
  changes: [],
  conflicts: [],
  commentCount: 0,
  audio: 'none',
  isApproved: null,
} satisfies Partial<ExchangeItem>;

/** What each song of a file would change here, as things are now. */
export function previewItems(db: Db, kept: Kept): ExchangeItem[] {
  const { payload, approved } = kept.content;
  const isDecided = kept.state !== 'pending' && kept.state !== 'cancelled';
  const items = payload.songs.map((song): ExchangeItem => {
    const item = { ...plain, ref: song.ref, title: song.title, artist: 'artist' in song ? song.artist : '' };
    return { ...item, ...previewOf(db, kept, song), isApproved: isDecided ? approved.includes(song.ref) : null };
  });
  return items;
}

function previewOf(db: Db, kept: Kept, song: FileSong | FileAsk | FileGrant): Partial<ExchangeItem> {
  const { payload } = kept.content;
  if (kept.direction === 'out') return { songId: (songOfRef(db, song.ref) ?? null) as SongId | null };
  if (payload.kind === 'work') return previewWork(db, kept, song as FileSong);
  if (payload.kind === 'request') return previewAsk(db, kept, song as FileAsk);
  return previewGrant(db, payload, song as FileGrant);
}

function previewAsk(db: Db, { content }: Kept, ask: FileAsk): Partial<ExchangeItem> {
  const id = songOfRef(db, ask.ref) ?? findByName(db, ask);
  const { wantsEdit, wantsPack } = ask;
  const wants = { wantsEdit, wantsPack };
  if (id === undefined) return { ...wants, action: 'skip', problem: 'unknownSong', asks: ask.steps.map(unknownStep) };
  const song = songRecord.get(db, id);
  const asker = senderPerson(db, content.payload.sender);
  const asks = ask.steps.map(({ key, name }): ExchangeItem['asks'][number] => {
    const step = song.steps.find((each) => each.key === key && each.isEnabled);
    if (!step) return unknownStep({ key, name });
    if (step.isDone) return { key, name: step.name, state: 'done' };
    const isTaken = step.assigneeId !== null && step.assigneeId !== asker;
    return { key, name: step.name, state: isTaken ? 'taken' : 'free' };
  });
  const asksMore = wantsEdit || (wantsPack !== 'none' && song.packId !== null);
  const problem = () => {
    if (!editableSongs(db, [id]).has(id)) return 'notYours';
    if (song.status === 'released') return 'released';
    if (ask.steps.length === 0 && !asksMore) return 'nothingAsked';
    return asksMore || asks.some(({ state }) => state === 'free') ? null : 'nothingFree';
  };
  const found = problem();
  return { ...wants, songId: id as SongId, asks, problem: found, action: found === null ? 'grant' : 'skip' };
}

function previewGrant(db: Db, payload: ExchangePayload, grant: FileGrant): Partial<ExchangeItem> {
  const request = payload.kind === 'answer' ? findByFile(db, payload.requestId, 'out') : undefined;
  const asked = request?.content.payload.songs.find(({ ref }) => ref === grant.ref) as FileAsk | undefined;
  if (!request || !asked || request.state === 'cancelled') return { action: 'skip', problem: 'notAsked' };
  const id = songOfRef(db, grant.ref);
  const song = id === undefined ? undefined : songRecord.read(db, id);
  if (id === undefined || !song) return { action: 'skip', problem: 'unknownSong' };
  const origin = originOf(db, id);
  // Only whose song it is may give parts of it away.
  if (origin !== '' && origin !== payload.sender.id)
    return { songId: id as SongId, action: 'skip', problem: 'otherSender' };
  return {
    songId: id as SongId,
    action: grant.isApproved ? 'grant' : 'none',
    wantsEdit: grant.canEdit,
    asks: asked.steps.map(({ key, name }) => ({ key, name, state: grant.steps.includes(key) ? 'free' : 'taken' })),
  };
}

function previewWork(db: Db, kept: Kept, file: FileSong): Partial<ExchangeItem> {
  const id = songOfRef(db, file.ref) ?? findByName(db, file);
  const audio = audioOf(kept, file);
  if (id === undefined) return { action: 'new', commentCount: file.comments.length, audio };
  if (!editableSongs(db, [id]).has(id)) return { songId: id as SongId, action: 'skip', problem: 'notYours', audio };
  const { changes, conflicts } = mergeWork(db, kept, file, id, songRecord.get(db, id));
  const commentCount = newComments(db, id, file.comments).length;
  const isSame = changes.length + conflicts.length + commentCount === 0 && audio !== 'beside';
  const action = isSame || kept.state !== 'pending' ? 'none' : 'update';
  return { songId: id as SongId, action, changes, conflicts, commentCount, audio };
}

/** The steps of a song here with those of a file, by what its sender knew when making it. */
export function mergeWork(
  db: Db,
  kept: Kept,
  file: FileSong,
  songId: number,
  song: SongState,
  choices?: ReadonlyMap<string, 'mine' | 'theirs'>,
) {
  const { payload } = kept.content;
  return mergeSteps(song.steps, file.steps, {
    base: knownBefore(db, kept, file)?.steps,
    isTheirs: originOf(db, songId) === payload.sender.id,
    personOf: personNamed(db),
    doneBy: senderPerson(db, payload.sender),
    ...(choices ? { choices } : {}),
  });
}

/** The newest of what its sender had from here when making the file, and what they gave before. */
function knownBefore(db: Db, kept: Kept, file: FileSong): FileSong | undefined {
  const { payload } = kept.content;
  const given = file.basedOn === null ? undefined : findByFile(db, file.basedOn, 'out');
  const taken = prepare(
    db,
    `SELECT file_id FROM exchange WHERE direction = 'in' AND kind = 'work' AND id <> @id
       AND content ->> '$.payload.sender.id' = @sender
       AND EXISTS (SELECT 1 FROM json_each(content, '$.approved') WHERE value = @ref)
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  ).pluck();
  const before = taken.get({ id: kept.id, sender: payload.sender.id, ref: file.ref }) as string | undefined;
  const files = [given, before === undefined ? undefined : findByFile(db, before, 'in')];
  const [newest] = files.filter((each) => each !== undefined).sort((a, b) => b.createdAt - a.createdAt);
  return (newest?.content.payload.songs as FileSong[] | undefined)?.find(({ ref }) => ref === file.ref);
}

/** Comments of a file that are not here: a comment is known by when it was made and what it says. */
export function newComments(db: Db, songId: number, comments: readonly FileComment[]): FileComment[] {
  return comments.flatMap((comment) => {
    const replies = comment.replies.filter((reply) => !hasComment(db, songId, reply));
    return hasComment(db, songId, comment) && replies.length === 0 ? [] : [{ ...comment, replies }];
  });
}

export function hasComment(db: Db, songId: number, comment: { at: number; text: string }): boolean {
  return findComment(db, songId, comment) !== undefined;
}

export function findComment(db: Db, songId: number, { at, text }: { at: number; text: string }): number | undefined {
  const found = prepare(
    db,
    `SELECT id FROM song_comment WHERE song_id = ? AND created_at = ?
       AND (text = ? OR substr(text, -length(?) - 2) = ': ' || ?)`,
  ).pluck();
  return found.get(songId, at, text, text, text) as number | undefined;
}

function audioOf({ content }: Kept, { audio }: FileSong): ExchangeItem['audio'] {
  if (!audio) return 'none';
  return existsSync(join(content.folder, basename(audio.fileName))) ? 'beside' : 'gone';
}

function unknownStep({ key, name }: { key: string; name: string }): ExchangeItem['asks'][number] {
  return { key, name, state: 'unknown' };
}

/** A song of that title and artist, of whoever it is. */
function findByName(db: Db, { title, artist }: { title: string; artist: string }): number | undefined {
  const found = prepare(db, 'SELECT id FROM song WHERE title_fold = ? AND artist_fold = ? ORDER BY id LIMIT 1').pluck();
  return found.get(foldTitle(title), foldTitle(artist)) as number | undefined;
}

/** Finds people by their names; null for nobody, or where several are called so. */
export function personNamed(db: Db): (name: string) => number | null {
  const people = prepare(db, 'SELECT id, name FROM person WHERE removed_at IS NULL AND merged_into IS NULL').all() as {
    id: number;
    name: string;
  }[];
  return (name) => {
    const same = people.filter((person) => foldName(person.name) === foldName(name));
    return same.length === 1 ? (same[0]?.id ?? null) : null;
  };
}

/** Who a sender is here; null where nobody is. */
export function senderPerson(db: Db, sender: ExchangePayload['sender']): number | null {
  const linked = findSender(db, sender.id)?.personId ?? null;
  const isThere = prepare(db, 'SELECT 1 FROM person WHERE id = ? AND removed_at IS NULL AND merged_into IS NULL');
  return linked !== null && isThere.get(linked) ? linked : personNamed(db)(sender.name);
}

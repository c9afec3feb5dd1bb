import { randomUUID } from 'node:crypto';
import { extname, join } from 'node:path';
import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { toFileError } from '#core/files/file-error.ts';
import { placeFile } from '#core/files/place-file.ts';
import { resolveExisting } from '#core/library/add-folder.ts';
import { findTrackFile } from '#core/library/tracks.repository.ts';
import { listComments } from '#core/studio/comments/comments.repository.ts';
import { songRecord } from '#core/studio/song-records.ts';
import { listVersions } from '#core/studio/versions/versions.repository.ts';
import {
  type ExchangeId,
  type ExchangePayload,
  exchangeExtension,
  type FileAsk,
  type FileSong,
} from '#shared/contract/exchange.ts';
import { AppError } from '#shared/errors.ts';
import { insertExchange, type Kept, pendingAsks } from './exchange.repository.ts';
import { refOf, signingKeys } from './senders.ts';
import { writeSigned } from './signed-file.ts';

type Parts = Pick<Context, 'db' | 'vault' | 'press' | 'disk' | 'platform' | 'changes'>;
/** What a file says beside who made it and when. */
type Content = {
  [Kind in ExchangePayload['kind']]: Omit<Extract<ExchangePayload, { kind: Kind }>, 'fileId' | 'madeAt' | 'sender'>;
}[ExchangePayload['kind']];

/** Signs what a file says, writes it into a folder under a name that is free, and keeps it among what went out. */
export async function saveExchange(
  parts: Parts,
  { content, folder, subject }: { content: Content; folder: string; subject: string },
): Promise<{ id: ExchangeId; fileName: string }> {
  const { db, vault, press, platform, changes } = parts;
  const me = ownName(db);
  const now = () => platform.now();
  const keys = await signingKeys({ db, vault, now }, me.name);
  const sender = { id: keys.id, ...me };
  const payload = { ...content, fileId: randomUUID(), madeAt: now(), sender } as ExchangePayload;
  const directory = await resolveExisting(folder);
  const fileName = await placeNamed(`${fitName(subject)} from ${fitName(me.name)}`, `.${exchangeExtension}`, (name) =>
    press.place(join(directory, name), Buffer.from(writeSigned(payload, keys))),
  );
  const state = payload.kind === 'request' ? ('pending' as const) : ('approved' as const);
  const kept = { payload, publicKey: keys.publicKey, folder: directory, direction: 'out' as const, state };
  const id = insertExchange(db, kept);
  changes.add({ topics: ['exchange'] });
  return { id, fileName };
}

/** Songs as a file tells of them; a song gets its name between installations by that. */
export function songsToShare(db: Db, songIds: readonly number[], withComments: boolean): FileSong[] {
  const names = new Map(
    (prepare(db, 'SELECT id, name FROM person').all() as { id: number; name: string }[]).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  const nameOf = (id: number | null) => (id === null ? '' : (names.get(id) ?? ''));
  return songIds.map((id) => {
    const { title, artist, album, year, genre, status, deadline, note, bpm, musicalKey, ...song } = songRecord.get(
      db,
      id,
    );
    const ref = refOf(db, id);
    return {
      ...{ ref, title, artist, album, year, genre, status, deadline, note, bpm, musicalKey },
      basedOn: lastTaken(db, ref),
      owner: nameOf(song.ownerId),
      steps: song.steps.map(({ assigneeId, doneBy: _doneBy, ...step }) => ({ ...step, assignee: nameOf(assigneeId) })),
      comments: withComments ? commentsToShare(db, id) : [],
      audio: null,
    };
  });
}

function commentsToShare(db: Db, songId: number): FileSong['comments'] {
  return listComments(db, songId).map((comment) => ({
    person: comment.person?.name ?? '',
    at: comment.createdAt,
    atMs: comment.atMs,
    versionNumber: comment.versionNumber,
    text: comment.text,
    replies: comment.replies.map(({ person, createdAt, text }) => ({
      person: person?.name ?? '',
      at: createdAt,
      text,
    })),
  }));
}

/** The last file about a song that was taken here. */
function lastTaken(db: Db, ref: string): string | null {
  const found = prepare(
    db,
    `SELECT file_id FROM exchange WHERE direction = 'in' AND kind = 'work'
       AND EXISTS (SELECT 1 FROM json_each(content, '$.approved') WHERE value = ?)
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  ).pluck();
  return (found.get(ref) as string | undefined) ?? null;
}

/** Copies the current version of each song into the folder, beside the file to be; those without one stay without. */
export async function copyAudio(
  { db, disk }: Pick<Parts, 'db' | 'disk'>,
  songs: readonly (FileSong & { songId: number })[],
  folder: string,
): Promise<FileSong[]> {
  const directory = await resolveExisting(folder);
  const shared: FileSong[] = [];
  for (const { songId, ...song } of songs) {
    const versions = listVersions(db, songId).filter(({ state }) => state === 'here');
    const version = versions.find(({ isCurrent }) => isCurrent) ?? versions[0];
    const file = version?.trackId ? findTrackFile(db, version.trackId) : undefined;
    if (!version || !file) {
      shared.push(song);
      continue;
    }
    const source = join(file.folderPath, file.path);
    const base = [fitName(song.title), `v${version.number}`, fitName(version.name)].filter(Boolean).join(' ');
    const fileName = await placeNamed(base, extname(file.path), (name) =>
      placeFile(disk, source, join(directory, name), null),
    );
    const sha256 = await disk.hash(join(directory, fileName)).catch((error) => Promise.reject(toFileError(error)));
    shared.push({ ...song, audio: { fileName, sha256, name: version.name } });
  }
  return shared;
}

type Asked = { songId: number; steps: readonly string[]; wantsEdit: boolean; wantsPack: FileAsk['wantsPack'] };

/** What is asked of whoever songs belong to. Throws EXCHANGE_PENDING, and INVALID_INPUT where nothing is asked. */
export function asksOf(db: Db, songs: readonly Asked[]): FileAsk[] {
  const pending = pendingAsks(db);
  return songs.map(({ songId, steps, wantsEdit, wantsPack }) => {
    const { title, artist, steps: known } = songRecord.get(db, songId);
    const ref = refOf(db, songId);
    if (pending.has(ref)) throw new AppError('EXCHANGE_PENDING', 'That song was asked for already.', { title });
    const wanted = known.filter(({ key }) => steps.includes(key)).map(({ key, name }) => ({ key, name }));
    if (wanted.length === 0 && !wantsEdit && wantsPack === 'none') {
      throw new AppError('INVALID_INPUT', 'Say which parts of each song you ask for.', { title });
    }
    return { ref, title, artist, steps: wanted, wantsEdit, wantsPack };
  });
}

/** What a decided request is answered with. Throws INVALID_INPUT for anything else. */
export function answerTo({ state, direction, content }: Kept): Extract<Content, { kind: 'answer' }> {
  const { payload, approved, granted } = content;
  const isDecided = state !== 'pending' && state !== 'cancelled';
  if (payload.kind !== 'request' || direction !== 'in' || !isDecided) {
    throw new AppError('INVALID_INPUT', 'Only a request that was decided can be answered.');
  }
  return {
    kind: 'answer',
    requestId: payload.fileId,
    message: '',
    songs: payload.songs.map(({ ref, title, wantsEdit }) => {
      const isApproved = approved.includes(ref);
      return { ref, title, isApproved, steps: granted[ref] ?? [], canEdit: isApproved && wantsEdit };
    }),
  };
}

/** Who acts, or the workspace where nobody is known. */
export function ownName(db: Db): { name: string; email: string } {
  const { personId } = currentActor();
  const person = prepare(db, 'SELECT name, email FROM person WHERE id = ?').get(personId) as
    | { name: string; email: string }
    | undefined;
  const workspace = prepare(db, 'SELECT name FROM workspace').pluck().get() as string | undefined;
  return person ?? { name: workspace || 'Ledgerline', email: '' };
}

const mostNames = 500;

/** Tries names until one is free: "Copper Thread", "Copper Thread 2". */
async function placeNamed(base: string, extension: string, place: (name: string) => Promise<void>): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${base}${number === 1 ? '' : ` ${number}`}${extension}`;
    try {
      await place(name);
      return name;
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'FILE_EXISTS';
      if (!isTaken || number === mostNames) throw error;
    }
  }
}

/** A text as a part of a file's name on every system. */
function fitName(text: string): string {
  const fit = text
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '');
  return [...fit].slice(0, 60).join('').trim();
}

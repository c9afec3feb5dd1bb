import { basename, join, relative, sep } from 'node:path';
import { type Actor, currentActor, runAs } from '#core/actor.ts';
import type { Changes } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { History } from '#core/history/history.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { isInside } from '#core/library/add-folder.ts';
import { listFolders } from '#core/library/folders.repository.ts';
import type { Scanner } from '#core/library/scan/scanner.ts';
import { songVersionRecord } from '#core/studio/song-records.ts';
import type { WaitingVersion } from '#shared/contract/versions.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { toWire } from '#shared/errors.ts';
import { versionName } from './version-name.ts';
import { listSounds, listVersionIds } from './versions.repository.ts';

/** Asks the analysis to hear a track again. */
type Repeat = (trackIds: readonly number[]) => unknown;

export type DeskParts = {
  db: Db;
  now(): number;
  history: History;
  changes: Changes;
  scanner: Pick<Scanner, 'scan' | 'isBusyWith' | 'audioHashOf'>;
  repeatAnalysis: Repeat;
  logError(message: string, error: unknown): void;
};

/** A file or a track that is to be a version. */
type Item = {
  songId: number;
  name: string;
  from: { path: string } | { trackId: number };
  actor: Actor;
  state: WaitingVersion['state'];
  code: ErrorCode | null;
  same: number | null;
  tries: number;
};

/** A track as the desk reads it. */
export type HeardTrack = {
  id: number;
  fileName: string;
  quickHash: string | null;
  modifiedUs: number;
  path: string;
  audioHash: string;
};

/** A file that is still being written is looked at again, as long as it grows. */
const tryAgainMs = 2000;
const mostTries = 900;

/**
 * Makes versions of songs of files and tracks: waits until they are read, hears all of their sound, and leaves out what sounds
 * like a version that is there.
 */
export class VersionDesk {
  readonly #parts: DeskParts;
  #items: Item[] = [];
  #work: Promise<void> = Promise.resolve();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isClosed = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  waiting(songId: number): WaitingVersion[] {
    return this.#items
      .filter((item) => item.songId === songId)
      .map(({ name, state, code, same }) => ({ name, state, code, same }));
  }

  /** Forgets what could not be made a version. */
  clear(songId: number): void {
    this.#items = this.#items.filter((item) => item.songId !== songId || item.state === 'reading');
    this.#tell();
  }

  addTracks(songId: number, trackIds: readonly number[]): void {
    this.clear(songId);
    for (const trackId of trackIds) {
      const name = prepare(this.#parts.db, 'SELECT file_name FROM track WHERE id = ?').pluck().get(trackId);
      this.#items.push(newItem(songId, { trackId }, String(name ?? '')));
    }
    this.look();
  }

  /** Files of the library that a scan was just asked to read, by their whole paths. */
  addFiles(songId: number, paths: readonly string[]): void {
    this.clear(songId);
    for (const path of paths) this.#items.push(newItem(songId, { path }, basename(path)));
    this.#tell();
  }

  /** A scan has ended: files that were waited for may be read. */
  look(): void {
    if (!this.#items.some(({ state }) => state === 'reading')) return;
    this.#tell();
    this.#work = this.#work
      .then(() => this.#lookAtAll())
      .catch((error) => this.#parts.logError('Versions could not be made', error));
  }

  /**
   * The sound of a track, all of it. Null where it cannot be read. Where it is not what the library knows, it is analysed anew:
   * a bounce over an older one may differ where a quick look does not look.
   */
  async hear(trackId: number): Promise<HeardTrack | null> {
    const { db, scanner, repeatAnalysis } = this.#parts;
    const track = prepare(
      db,
      `SELECT track.id, file_name AS fileName, quick_hash AS quickHash, audio_hash AS audioHash, modified_us AS modifiedUs,
         folder.path AS folder, track.path FROM track JOIN folder ON folder.id = folder_id
       WHERE track.id = ? AND missing_since IS NULL AND folder.state = 'online'`,
    ).get(trackId) as (Omit<HeardTrack, 'audioHash'> & { folder: string; audioHash: string | null }) | undefined;
    if (!track) return null;
    const audioHash = await scanner.audioHashOf(join(track.folder, track.path));
    if (audioHash === null) return null;
    if (track.audioHash !== null && track.audioHash !== audioHash) repeatAnalysis([trackId]);
    return { ...track, audioHash };
  }

  /** Makes versions of what was heard, in this order, as one operation. Answers with the number of each, or what it equals. */
  insert(songId: number, heard: readonly HeardTrack[]): { trackId: number; number: number; isNew: boolean }[] {
    const { db, history, changes } = this.#parts;
    const song = prepare(db, 'SELECT title, artist FROM song WHERE id = ?').get(songId) as
      | { title: string; artist: string }
      | undefined;
    if (!song) return [];
    const known = listSounds(db, songId);
    let next = known.reduce((most, { number }) => Math.max(most, number), 0) + 1;
    const made: ItemChange[] = [];
    const results = heard.map((track) => {
      const same = known.find((each) => isSame(each, track));
      if (same) return { trackId: track.id, number: same.number, isNew: false };
      const number = next++;
      known.push({ number, quickHash: track.quickHash ?? '', audioHash: track.audioHash });
      made.push(this.#change(songId, track, number, versionName(track.fileName, song)));
      return { trackId: track.id, number, isNew: true };
    });
    const [last] = made.slice(-1);
    if (!last) return results;
    (last.newValue as { isCurrent: boolean }).isCurrent = true;
    const before = listVersionIds(db, songId).flatMap((id) => songVersionRecord.edit(db, id, { isCurrent: false }));
    history.apply('editVersions', [...before, ...made], song.title);
    changes.add({ topics: ['songs'] });
    return results;
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#work;
  }

  #change(songId: number, track: HeardTrack, number: number, name: string): ItemChange {
    return songVersionRecord.make(this.#parts.db, {
      songId,
      number,
      name,
      note: '',
      trackId: track.id,
      quickHash: track.quickHash ?? '',
      audioHash: track.audioHash,
      isCurrent: false,
      personId: currentActor().personId,
      createdAt: this.#parts.now(),
    });
  }

  async #lookAtAll(): Promise<void> {
    const ready: { item: Item; heard: HeardTrack }[] = [];
    for (const item of this.#items.filter(({ state }) => state === 'reading')) {
      if (this.#isClosed) return;
      const found = 'trackId' in item.from ? { trackId: item.from.trackId } : this.#findFile(item, item.from.path);
      if (!found) continue;
      const heard = await this.hear(found.trackId).catch((error) => this.#fail(item, toWire(error).code));
      if (heard) ready.push({ item, heard });
      else if (item.state === 'reading') this.#fail(item, 'FILE_UNREADABLE');
    }
    for (const songId of new Set(ready.map(({ item }) => item.songId))) {
      this.#finish(
        songId,
        ready.filter(({ item }) => item.songId === songId),
      );
    }
    this.#tell();
  }

  #finish(songId: number, ready: readonly { item: Item; heard: HeardTrack }[]): void {
    const [first] = ready;
    if (!first) return;
    // What was dropped together is one operation.
    const results = runAs(first.item.actor, () =>
      this.insert(
        songId,
        ready.map(({ heard }) => heard),
      ),
    );
    for (const [index, { item }] of ready.entries()) {
      const result = results[index];
      if (result && !result.isNew) Object.assign(item, { state: 'same', same: result.number });
      else this.#items = this.#items.filter((each) => each !== item);
    }
  }

  /** The track of a file once its scan has ended; a file that cannot be one fails. */
  #findFile(item: Item, path: string): { trackId: number } | null {
    const { db, scanner } = this.#parts;
    let code: ErrorCode = 'FILE_NOT_FOUND';
    for (const folder of listFolders(db).filter((each) => isInside(path, each.path))) {
      if (scanner.isBusyWith(folder.id)) return null;
      const place = [folder.id, relative(folder.path, path).split(sep).join('/')];
      const problem = prepare(db, 'SELECT code FROM problem WHERE folder_id = ? AND path = ?')
        .pluck()
        .get(...place);
      const track = prepare(db, 'SELECT id FROM track WHERE folder_id = ? AND path = ? AND missing_since IS NULL');
      const trackId = track.pluck().get(...place) as number | undefined;
      if (problem === 'FILE_CHANGED' && item.tries < mostTries) {
        this.#tryAgain(item, folder.id, place[1] as string);
        return null;
      }
      if (trackId !== undefined) return { trackId };
      if (problem !== undefined) code = problem as ErrorCode;
    }
    this.#fail(item, code);
    return null;
  }

  #tryAgain(item: Item, folderId: number, path: string): void {
    item.tries += 1;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#parts.scanner.scan(folderId, { only: [path] });
    }, tryAgainMs);
    timer.unref();
    this.#timers.add(timer);
  }

  #fail(item: Item, code: ErrorCode): null {
    Object.assign(item, { state: 'failed', code });
    return null;
  }

  #tell(): void {
    this.#parts.changes.add({ topics: ['songs'] });
  }
}

function newItem(songId: number, from: Item['from'], name: string): Item {
  return { songId, from, name, actor: currentActor(), state: 'reading', code: null, same: null, tries: 0 };
}

function isSame(known: { quickHash: string; audioHash: string }, track: HeardTrack): boolean {
  if (known.audioHash !== '') return known.audioHash === track.audioHash;
  return known.quickHash !== '' && known.quickHash === track.quickHash;
}

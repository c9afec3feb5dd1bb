import { relative, sep } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { isInside } from '#core/library/add-folder.ts';
import { type FolderRow, listFolders } from '#core/library/folders.repository.ts';
import type { Scanner } from '#core/library/scan/scanner.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { BounceMode } from '#shared/contract/versions.ts';
import type { HeardTrack, VersionDesk } from './version-desk.ts';

type BounceParts = {
  db: Db;
  desk: VersionDesk;
  scanner: Pick<Scanner, 'scan' | 'isBusyWith'>;
  notifications: Notifications;
  onChange(): void;
  logError(message: string, error: unknown): void;
};

type Watched = {
  songId: number;
  title: string;
  ownerId: number | null;
  folder: string;
  /** The folder that was looked at last; another one begins anew. */
  known: string | null;
  mode: BounceMode;
  isReady: 0 | 1;
};

type Found = { id: number; stamp: string; audioHash: string | null; knownHash: string | null };

const selectWatched = `SELECT song.id AS songId, title, owner_id AS ownerId, bounce_folder AS folder,
    bounce_watch.folder AS known, coalesce(mode, 'add') AS mode, coalesce(is_ready, 0) AS isReady
  FROM song LEFT JOIN bounce_watch ON bounce_watch.song_id = song.id`;

/**
 * Looks for new bounces in the folders of songs whenever a scan has ended. The scan knows which files are whole, which were
 * renamed and which disks are away; what lay there when watching began is no news.
 */
export class Bounces {
  readonly #parts: BounceParts;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: BounceParts) {
    this.#parts = parts;
  }

  /** Songs may have other folders: those that are new are looked at. Cheap: call it whenever songs have changed. */
  update(): void {
    const { db, scanner } = this.#parts;
    const changed = prepare(db, `${selectWatched} WHERE bounce_folder <> coalesce(bounce_watch.folder, '')`);
    for (const song of changed.all() as Watched[]) {
      prepare(
        db,
        `INSERT INTO bounce_watch (song_id, folder) VALUES (?, ?)
         ON CONFLICT (song_id) DO UPDATE SET folder = excluded.folder, is_ready = 0`,
      ).run(song.songId, song.folder);
      const root = song.folder === '' ? undefined : this.#rootOf(song.folder);
      if (root) scanner.scan(root.id, { touched: [placeIn(root, song.folder)] });
    }
  }

  stateOf(songId: number): { folder: string; mode: BounceMode; isReady: boolean; root: FolderRow | null } {
    const song = prepare(this.#parts.db, `${selectWatched} WHERE song.id = ?`).get(songId) as Watched | undefined;
    const folder = song?.folder ?? '';
    return {
      folder,
      mode: song?.mode ?? 'add',
      isReady: song?.isReady === 1 && song.known === folder,
      root: folder === '' ? null : (this.#rootOf(folder) ?? null),
    };
  }

  setMode(songId: number, mode: BounceMode): void {
    prepare(
      this.#parts.db,
      'INSERT INTO bounce_watch (song_id, mode) VALUES (?, ?) ON CONFLICT (song_id) DO UPDATE SET mode = excluded.mode',
    ).run(songId, mode);
  }

  /** Newest first. */
  offers(songId: number): { trackId: TrackId; name: string; modifiedAt: number }[] {
    return prepare(
      this.#parts.db,
      `SELECT track.id AS trackId, file_name AS name, CAST(modified_us / 1000 AS INTEGER) AS modifiedAt
       FROM song_bounce JOIN track ON track.id = track_id
       WHERE song_id = ? AND song_bounce.state = 'offered' AND missing_since IS NULL ORDER BY modified_us DESC`,
    ).all(songId) as { trackId: TrackId; name: string; modifiedAt: number }[];
  }

  /** Offers that were decided, either way. */
  settle(songId: number, trackIds: readonly number[]): void {
    prepare(
      this.#parts.db,
      `UPDATE song_bounce SET state = 'known' WHERE song_id = ? AND track_id IN (SELECT value FROM json_each(?))`,
    ).run(songId, JSON.stringify(trackIds));
  }

  /** A scan of a folder has ended. */
  look(folderId: number): void {
    this.#work = this.#work
      .then(() => this.#look(folderId))
      .catch((error) => this.#parts.logError('A folder could not be looked through for bounces', error));
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
  }

  #rootOf(path: string): FolderRow | undefined {
    return listFolders(this.#parts.db).find((folder) => isInside(path, folder.path));
  }

  async #look(folderId: number): Promise<void> {
    const { db, scanner } = this.#parts;
    const songs = prepare(db, `${selectWatched} WHERE bounce_folder <> ''`).all() as Watched[];
    for (const song of songs) {
      if (this.#isClosed) return;
      const root = this.#rootOf(song.folder);
      if (root?.id !== folderId || root.state === 'offline') continue;
      const found = listFound(db, song.songId, root, song.folder);
      // Before all of it was read there is no telling what is new.
      if (song.known !== song.folder || (song.isReady === 0 && scanner.isBusyWith(folderId))) continue;
      if (song.isReady === 0) this.#begin(song, found);
      else await this.#take(song, found);
    }
  }

  #begin(song: Watched, found: readonly Found[]): void {
    const { db, onChange } = this.#parts;
    db.transaction(() => {
      for (const each of found) note(db, song.songId, each, each.audioHash ?? '', 'known');
      prepare(db, 'UPDATE bounce_watch SET is_ready = 1 WHERE song_id = ?').run(song.songId);
    })();
    onChange();
  }

  async #take(song: Watched, found: readonly Found[]): Promise<void> {
    const { db, desk, notifications, onChange } = this.#parts;
    const news: { found: Found; heard: HeardTrack }[] = [];
    for (const each of found) {
      const heard = this.#isClosed ? null : await desk.hear(each.id);
      if (!heard) continue;
      // Other tags, the same sound.
      if (each.knownHash === heard.audioHash) note(db, song.songId, each, heard.audioHash, 'known');
      else news.push({ found: each, heard });
    }
    if (news.length === 0) return;
    news.sort((a, b) => a.heard.modifiedUs - b.heard.modifiedUs);
    // The oldest first, so that the newest is the current one. A song that went meanwhile takes nothing.
    const results =
      song.mode === 'add'
        ? desk.insert(
            song.songId,
            news.map(({ heard }) => heard),
          )
        : [];
    for (const { found: each, heard } of news) {
      const isOffered = song.mode === 'offer' && !isVersion(db, song.songId, heard.audioHash);
      note(db, song.songId, each, heard.audioHash, isOffered ? 'offered' : 'known');
    }
    const count = song.mode === 'add' ? results.filter(({ isNew }) => isNew).length : this.offers(song.songId).length;
    if (count > 0) {
      notifications.add({
        kind: 'bounceFound',
        personId: song.ownerId,
        facts: { song: song.title, count, mode: song.mode, number: results.at(-1)?.number ?? 0 },
        view: 'studio',
        item: song.songId,
        mergeKey: `bounce:${song.songId}`,
      });
    }
    onChange();
  }
}

/** Files below the folder that are new there, or were written since they were looked at. */
function listFound(db: Db, songId: number, root: FolderRow, folder: string): Found[] {
  const place = placeIn(root, folder);
  const prefix = place === '' ? '' : `${place}/`;
  return prepare(
    db,
    `SELECT track.id, size_bytes || ':' || modified_us AS stamp, track.audio_hash AS audioHash,
       song_bounce.audio_hash AS knownHash
     FROM track LEFT JOIN song_bounce ON song_bounce.song_id = @songId AND song_bounce.track_id = track.id
     WHERE folder_id = @folderId AND missing_since IS NULL AND substr(track.path, 1, length(@prefix)) = @prefix
       AND (song_bounce.stamp IS NULL OR song_bounce.stamp <> size_bytes || ':' || modified_us)`,
  ).all({ songId, folderId: root.id, prefix }) as Found[];
}

function note(db: Db, songId: number, found: Found, audioHash: string, state: 'known' | 'offered'): void {
  prepare(
    db,
    `INSERT INTO song_bounce (song_id, track_id, stamp, audio_hash, state)
     SELECT id, ?, ?, ?, ? FROM song WHERE id = ?
     ON CONFLICT (song_id, track_id) DO UPDATE SET stamp = excluded.stamp, audio_hash = excluded.audio_hash,
       state = excluded.state`,
  ).run(found.id, found.stamp, audioHash, state, songId);
}

function isVersion(db: Db, songId: number, audioHash: string): boolean {
  const found = prepare(db, 'SELECT 1 FROM song_version WHERE song_id = ? AND audio_hash = ?').get(songId, audioHash);
  return found !== undefined;
}

function placeIn(root: FolderRow, folder: string): string {
  return relative(root.path, folder).split(sep).join('/');
}

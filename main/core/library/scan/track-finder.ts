import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import { matchMoves, type UnclearFile } from './3-match-moves.ts';
import type { Finding } from './4-commit.ts';
import type { FileContent } from './file-reading.ts';
import type { IdSet } from './id-set.ts';
import { findRoot } from './root-check.ts';
import {
  findScanFolder,
  type KnownTrack,
  listByFileKey,
  listByQuickHash,
  listByTags,
  maxTrackId,
} from './scan.repository.ts';

const mostCandidates = 1000;
/** Files waiting for a decision hold their tags in memory; more than so many are decided early. */
const mostUnclear = 2000;

type FoundFile = { path: string; fileName: string; content: FileContent };
type Unclear = FoundFile & {
  trackAtPath: KnownTrack | null;
  byKey: KnownTrack | null;
  byHash: KnownTrack[];
  byTags: KnownTrack[];
};

export type FinderOptions = {
  db: Db;
  folderId: number;
  /** Tracks that have a file already. */
  seen: IdSet;
  /** The hash of all of the sound of a file of this folder; null where it cannot be read. */
  audioHashOf(path: string): Promise<string | null>;
};

/**
 * Finds the track a file belongs to.
 *
 * Most are clear at once: the path is known, or nothing in the library looks like the file. The rest waits, because who
 * moved where shows only when all files are known.
 */
export class TrackFinder {
  readonly #options: FinderOptions;
  /** Tracks with greater ids were made by this scan and have their files. */
  readonly #lastTrackId: number;
  readonly #rootIsThere = new Map<number, Promise<string | null>>();
  #unclear: Unclear[] = [];

  constructor(options: FinderOptions) {
    this.#options = options;
    this.#lastTrackId = maxTrackId(options.db);
  }

  /** What to write about a file, or null while that is not clear. */
  async find(file: FoundFile, trackAtPath: KnownTrack | undefined): Promise<Finding | null> {
    if (trackAtPath) return this.#findAtKnownPath(file, trackAtPath);
    if (this.#lastTrackId === 0) return this.#new(file);
    const byKey = await this.#formerTrack(file);
    if (byKey?.isGone) {
      if (this.#claim(byKey.track)) return this.#known(file, byKey.track);
    } else if (byKey) return this.#wait({ ...file, trackAtPath: null, byKey: byKey.track, byHash: [], byTags: [] });
    const byHash = await this.#goneTracksWithSound(file);
    const byTags = byHash.length > 0 ? [] : await this.#goneTracksWithTags(file);
    if (byHash.length + byTags.length > 0)
      return this.#wait({ ...file, trackAtPath: null, byKey: null, byHash, byTags });
    return this.#new(file);
  }

  /** Whether so many files wait that they should be decided now. */
  get isFull(): boolean {
    return this.#unclear.length >= mostUnclear;
  }

  /**
   * Decides about the files that wait. `together` has to be written in one transaction, since tracks exchange places.
   *
   * At the end of a walk every file has been seen, so a track that was not is without a file.
   */
  decide(isEnd: boolean): { together: Finding[]; findings: Finding[] } {
    const now = isEnd ? this.#unclear : this.#unclear.filter(({ byKey }) => byKey === null);
    this.#unclear = isEnd ? [] : this.#unclear.filter(({ byKey }) => byKey !== null);
    const tracks = new Map<number, KnownTrack>();
    for (const { trackAtPath, byKey, byHash, byTags } of now) {
      for (const track of [trackAtPath, byKey, ...byHash, ...byTags]) if (track) tracks.set(track.id, track);
    }
    const matches = matchMoves({
      files: now.map(toUnclearFile),
      fileNameOf: new Map([...tracks].map(([id, { fileName }]) => [id, fileName])),
      taken: new Set([...tracks.keys()].filter((id) => this.#options.seen.has(id))),
    });
    const together: Finding[] = [];
    const findings: Finding[] = [];
    for (const { file, track } of matches) {
      const unclear = now[file]!;
      const known = track === null ? undefined : tracks.get(track);
      if (!known || !this.#claim(known)) findings.push(this.#new(unclear));
      else if (unclear.byKey) together.push(this.#known(unclear, known));
      else findings.push(this.#known(unclear, known));
    }
    return { together, findings };
  }

  #findAtKnownPath(file: FoundFile, trackAtPath: KnownTrack): Finding | null {
    const { fileKey } = file.content.stamp;
    const isSameFile = fileKey === null || trackAtPath.fileKey === null || fileKey === trackAtPath.fileKey;
    const byKey = isSameFile ? undefined : this.#candidates(file).find(({ id }) => id !== trackAtPath.id);
    // Editors write a new file and rename it over the old one, and inodes are used again: only the sound proves a move.
    if (byKey && byKey.quickHash !== null && byKey.quickHash === file.content.quickHash) {
      return this.#wait({ ...file, trackAtPath, byKey, byHash: [], byTags: [] });
    }
    this.#claim(trackAtPath);
    return this.#known(file, trackAtPath);
  }

  /** Tracks that had this inode and still have no file in this scan. Inodes are used again: the sound has to be theirs. */
  #candidates({ content }: FoundFile): KnownTrack[] {
    const { db, seen } = this.#options;
    const { stamp, quickHash } = content;
    if (stamp.fileKey === null) return [];
    return listByFileKey(db, stamp.fileKey, mostCandidates).filter((track) => {
      if (seen.has(track.id)) return false;
      if (track.quickHash !== null && quickHash !== null) return track.quickHash === quickHash;
      return track.sizeBytes === stamp.sizeBytes && track.modifiedUs === stamp.modifiedUs;
    });
  }

  /** The track this file was under another name. `isGone` when nothing lies at that name any more. */
  async #formerTrack(file: FoundFile): Promise<{ track: KnownTrack; isGone: boolean } | null> {
    for (const track of this.#candidates(file)) {
      const place = await this.#placeOf(track);
      if (place === null) {
        // The folder is away or empty, yet its file lies here: the whole folder was moved.
        if (track.quickHash !== null && track.quickHash === file.content.quickHash) return { track, isGone: true };
        continue;
      }
      const key = await fileKeyAt(place);
      if (key === null) return { track, isGone: true };
      // The same inode under both names is a hard link, unless the file system takes both spellings for one name.
      const isOtherSpelling = spelling(track.path) === spelling(file.path);
      if (key !== file.content.stamp.fileKey || isOtherSpelling) return { track, isGone: false };
    }
    return null;
  }

  async #goneTracksWithSound({ path, content: { quickHash } }: FoundFile): Promise<KnownTrack[]> {
    if (quickHash === null) return [];
    const gone = await this.#withoutFile(listByQuickHash(this.#options.db, quickHash, mostCandidates));
    // The quick hash knows three places of the sound. Where the library knows all of it, all of it counts.
    if (gone.every(({ audioHash }) => audioHash === null)) return gone;
    const audioHash = await this.#options.audioHashOf(path);
    return gone.filter((track) => track.audioHash === null || track.audioHash === audioHash);
  }

  /** The last way: the same tags and length, where sounds cannot be compared or the name is the same too. */
  async #goneTracksWithTags({ fileName, content }: FoundFile): Promise<KnownTrack[]> {
    const alike = listByTags(this.#options.db, content, mostCandidates).filter(
      (track) => track.quickHash === null || content.quickHash === null || track.fileName === fileName,
    );
    return this.#withoutFile(alike);
  }

  async #withoutFile(tracks: readonly KnownTrack[]): Promise<KnownTrack[]> {
    const gone: KnownTrack[] = [];
    for (const track of tracks) {
      if (this.#options.seen.has(track.id)) continue;
      const place = await this.#placeOf(track);
      if (place !== null && (await fileKeyAt(place)) === null) gone.push(track);
    }
    return gone;
  }

  /** Where a track's file should lie; null when its whole folder is away or empty, as that of an unplugged disk is. */
  async #placeOf({ folderId, path }: KnownTrack): Promise<string | null> {
    let root = this.#rootIsThere.get(folderId);
    if (!root) {
      root = this.#rootIfThere(folderId);
      this.#rootIsThere.set(folderId, root);
    }
    const folder = await root;
    return folder === null ? null : join(folder, path);
  }

  async #rootIfThere(folderId: number): Promise<string | null> {
    const { db } = this.#options;
    return (await findRoot(db, folderId)) ? (findScanFolder(db, folderId)?.path ?? null) : null;
  }

  /** From now on the track has a file. False when it has one already. */
  #claim({ id }: KnownTrack): boolean {
    const { seen } = this.#options;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  }

  #wait(unclear: Unclear): null {
    this.#unclear.push(unclear);
    return null;
  }

  #new({ path, fileName, content }: FoundFile): Finding {
    return { type: 'new', place: { folderId: this.#options.folderId, path, fileName }, content };
  }

  #known({ path, fileName, content }: FoundFile, track: KnownTrack): Finding {
    return { type: 'known', place: { folderId: this.#options.folderId, path, fileName }, content, track };
  }
}

function toUnclearFile({ path, fileName, trackAtPath, byKey, byHash, byTags }: Unclear): UnclearFile {
  return {
    path,
    fileName,
    trackAtPath: trackAtPath?.id ?? null,
    trackByKey: byKey?.id ?? null,
    tracksByHash: byHash.map(({ id }) => id),
    tracksByTags: byTags.map(({ id }) => id),
  };
}

/** `device:inode` of what lies at a path, or null when nothing does. Unknown when it cannot be told. */
async function fileKeyAt(path: string): Promise<string | null> {
  try {
    const stats = await stat(path, { bigint: true });
    return `${stats.dev}:${stats.ino}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : 'unknown';
  }
}

function spelling(path: string): string {
  return basename(path).normalize('NFC').toLowerCase();
}

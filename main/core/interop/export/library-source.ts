import { posix } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { ExportOptions } from '#shared/contract/interop.ts';
import type { ExportSource } from '../foreign-format.ts';
import type { ForeignPlaylist, ForeignTrack } from '../foreign-library.ts';
import { applyRules } from '../path-rules.ts';
import type { ExportNode } from './export-nodes.ts';
import { type ExportRow, readPath, selectExportRows, toForeignTrack } from './foreign-track-reader.ts';

const pageRows = 200;

/**
 * What an export holds, read from the database as it is asked for. Which tracks these are stands in a temporary table, so
 * one at a time can be used.
 */
export class LibrarySource {
  readonly #db: Db;
  readonly #options: ExportOptions;
  readonly #nodes: readonly ExportNode[];

  constructor(db: Db, options: ExportOptions, nodes: readonly ExportNode[]) {
    this.#db = db;
    this.#options = options;
    this.#nodes = nodes;
    this.#fill();
  }

  /** Entries of the playlists that have no file to name. */
  countLeftOut(): number {
    const ids = this.#nodes.filter(({ kind, smartIds }) => kind === 'list' && !smartIds).map(({ id }) => id);
    return prepare(
      this.#db,
      `SELECT count(*) FROM playlist_entry LEFT JOIN track ON track.id = track_id
       WHERE playlist_id IN (SELECT value FROM json_each(?)) AND (track.id IS NULL OR missing_since IS NOT NULL)`,
    )
      .pluck()
      .get(JSON.stringify(ids)) as number;
  }

  /** All of it, for formats that hold a library. `told` is called with each track once, on the first walk. */
  whole(name: string, told: (track: ForeignTrack) => void): ExportSource {
    const trackCount = prepare(this.#db, 'SELECT count(*) FROM temp.export_track').pluck().get() as number;
    let isFirst = true;
    return {
      name,
      trackCount,
      tracks: () => {
        const tell = isFirst ? told : () => undefined;
        isFirst = false;
        return this.#tracks(tell);
      },
      playlistCount: this.#nodes.length,
      playlists: () => this.#playlists(),
      pathOf: (key) => applyRules(readPath(this.#db, Number(key)), this.#options.paths),
    };
  }

  /** One list, which is to lie in `folder`. */
  list(node: ExportNode, folder: string, told: (track: ForeignTrack) => void): ExportSource {
    const keys = this.#keys(node);
    return {
      name: node.path.at(-1) ?? '',
      trackCount: keys.length,
      tracks: () => this.#listed(keys, folder, told),
      playlistCount: 0,
      playlists: () => [],
      pathOf: () => '',
    };
  }

  /** The tracks of a selection as a list. */
  selection(name: string, ids: readonly number[], folder: string, told: (track: ForeignTrack) => void): ExportSource {
    const node: ExportNode = { id: 0, path: [name], kind: 'list', smartIds: Int32Array.from(ids) };
    return this.list(node, folder, told);
  }

  close(): void {
    this.#db.exec('DELETE FROM temp.export_track');
  }

  #fill(): void {
    const db = this.#db;
    db.exec('CREATE TEMP TABLE IF NOT EXISTS export_track (id INTEGER PRIMARY KEY); DELETE FROM temp.export_track;');
    const present = 'FROM track WHERE missing_since IS NULL';
    const addIds = prepare(
      db,
      `INSERT OR IGNORE INTO temp.export_track SELECT id ${present} AND id IN (SELECT value FROM json_each(?))`,
    );
    const { scope } = this.#options;
    db.transaction(() => {
      if (scope.type === 'all') db.exec(`INSERT INTO temp.export_track SELECT id ${present}`);
      else if (scope.type === 'tracks') addIds.run(JSON.stringify(scope.ids));
      for (const node of this.#nodes) {
        if (node.smartIds) addIds.run(JSON.stringify([...node.smartIds]));
        else if (node.kind === 'list') {
          prepare(
            db,
            `INSERT OR IGNORE INTO temp.export_track SELECT track.id FROM playlist_entry JOIN track ON track.id = track_id
             WHERE playlist_id = ? AND missing_since IS NULL`,
          ).run(node.id);
        }
      }
    })();
  }

  *#tracks(told: (track: ForeignTrack) => void): Generator<ForeignTrack> {
    const page = prepare(
      this.#db,
      `${selectExportRows} WHERE track.id IN (SELECT id FROM temp.export_track WHERE id > ? ORDER BY id LIMIT ${pageRows})
       ORDER BY track.id`,
    );
    for (let last = 0; ; ) {
      const rows = page.all(last) as ExportRow[];
      for (const row of rows) {
        const track = this.#toForeign(row);
        told(track);
        yield track;
      }
      if (rows.length === 0) return;
      last = rows.at(-1)?.id ?? last;
    }
  }

  *#listed(keys: readonly number[], folder: string, told: (track: ForeignTrack) => void): Generator<ForeignTrack> {
    const page = prepare(this.#db, `${selectExportRows} WHERE track.id IN (SELECT value FROM json_each(?))`);
    for (let start = 0; start < keys.length; start += pageRows) {
      const some = keys.slice(start, start + pageRows);
      const rows = new Map((page.all(JSON.stringify(some)) as ExportRow[]).map((row) => [row.id, row]));
      for (const key of some) {
        const row = rows.get(key);
        if (!row) continue;
        const track = this.#toForeign(row);
        told(track);
        yield this.#options.pathStyle === 'relative' ? { ...track, path: posix.relative(folder, track.path) } : track;
      }
    }
  }

  #toForeign(row: ExportRow): ForeignTrack {
    const track = toForeignTrack(this.#db, row, this.#options.commentTemplate);
    track.path = applyRules(track.path, this.#options.paths);
    return track;
  }

  *#playlists(): Generator<ForeignPlaylist> {
    for (const node of this.#nodes) {
      const keys = node.kind === 'folder' ? [] : this.#keys(node).map(String);
      yield { path: node.path, kind: node.kind, keys, rules: '' };
    }
  }

  /** Tracks that had a file when the export began, in order: a list names none that the collection lacks. */
  #keys({ id, smartIds }: ExportNode): number[] {
    if (smartIds) {
      const known = prepare(this.#db, 'SELECT 1 FROM temp.export_track WHERE id = ?').pluck();
      return [...smartIds].filter((trackId) => known.get(trackId) !== undefined);
    }
    return prepare(
      this.#db,
      `SELECT track_id FROM playlist_entry JOIN temp.export_track ON export_track.id = track_id
       WHERE playlist_id = ? ORDER BY position`,
    )
      .pluck()
      .all(id) as number[];
  }
}

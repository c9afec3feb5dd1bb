import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Db } from '#core/db/query.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';

/** What a song of a made pack is. */
export type PlannedSong = { status: 'planned' | 'inProgress' | 'released'; isOptional: boolean; isDone?: boolean };

const tables = [
  ...['pack', 'pack_person', 'song', 'song_step', 'song_person', 'song_status_change', 'song_link'],
  ...['series', 'series_row', 'idea', 'idea_vote'],
  ...['work', 'recording', 'release', 'release_track', 'code_series'],
];

/** A library for tests of packs: each of its calls is a second after the one before. */
export class PackLab {
  readonly path: string;
  readonly #folder = tempFolder('ledgerline-packs-', true);
  #now = Date.UTC(2026, 10, 20, 12);
  #made = 0;
  #opened: TestCore | undefined;
  #file: Db | undefined;

  constructor() {
    this.path = this.#folder.path;
  }

  /** `fill` puts into the library what no call makes. */
  async open(fill: (db: Db) => void = () => undefined): Promise<void> {
    const home = join(this.path, 'home');
    const options = { now: () => (this.#now += 1000), runAnalysis: false };
    await (await openTestCore(home, options)).core.close();
    const library = new Database(join(home, 'library.db'));
    fill(library);
    library.close();
    this.#opened = await openTestCore(home, options);
    this.#file = new Database(join(home, 'library.db'));
  }

  /** Answers with the failures that nobody expected. */
  async close(): Promise<readonly string[]> {
    const { core, logged } = this.#core;
    this.db.close();
    await core.close();
    this.#folder.remove();
    return logged;
  }

  /** A connection of its own. */
  get db(): Db {
    return this.#file as Db;
  }

  get call(): TestCore['call'] {
    return this.#core.call;
  }

  get dispatch(): TestCore['core']['dispatch'] {
    return this.#core.core.dispatch;
  }

  /** A name that nothing has yet. */
  fresh(name: string): string {
    this.#made += 1;
    return `${name} ${this.#made}`;
  }

  undo(operation: number | null) {
    return this.call('history.undo', { id: operation as never });
  }

  /** All rows of the studio, but for when they changed last: that counts on. */
  dump(): Record<string, unknown[]> {
    return Object.fromEntries(
      tables.map((table) => {
        const rows = this.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all() as Record<string, unknown>[];
        return [table, rows.map(({ changed_at: _, ...row }) => row)];
      }),
    );
  }

  async makePack(songs: readonly PlannedSong[], name = this.fresh('Pack')): Promise<{ id: PackId; songIds: SongId[] }> {
    const { call } = this;
    const titles = songs.map((_, index) => ({ title: `${name}, part ${index + 1}`, artist: 'Ines Valloria' }));
    const { id } = await call('packs.create', { name, songs: titles });
    const songIds = (await call('packs.get', { id })).songs.map((song) => song.id);
    for (const [index, { status, isOptional, isDone = false }] of songs.entries()) {
      const ids = [songIds[index] as SongId];
      if (status !== 'planned') await call('songs.move', { ids, status: 'inProgress' });
      if (isDone) await call('songs.completeAll', { ids });
      if (status === 'released') await call('songs.move', { ids, status: 'released' });
      if (isOptional) await call('songs.edit', { ids, values: { isOptional } });
    }
    return { id, songIds };
  }

  get #core(): TestCore {
    return this.#opened as TestCore;
  }
}

/** What a release needs to say, where it says nothing. */
export const noWords = {
  ...{ releaseTitle: '', releaseDescription: '', downloadLink: '', videoLink: '', isPublic: true },
  songs: [],
};

import { type Db, prepare } from '#core/db/query.ts';
import { type Rounding, roundTime } from './rounding.ts';

export type ProjectFacts = {
  name: string;
  colour: string;
  clientId: number | null;
  packId: number | null;
  songId: number | null;
  releaseId: number | null;
  currency: string;
  budgetMinutes: number | null;
  budgetMinor: number | null;
  status: string;
  rounding: Rounding | null;
};

type Named = { name: string };

/** Who and what entries are about, read once for a report. */
export class NameBook {
  readonly projects = new Map<number, ProjectFacts>();
  readonly #db: Db;
  #tasks: Map<number, Named & { songId: number | null }> | undefined;
  #songs: Map<number, Named & { packId: number | null }> | undefined;
  #people: Map<number, Named> | undefined;
  #packs: Map<number, Named> | undefined;
  #releases: Map<number, Named> | undefined;
  #releaseOfSong: Map<number, number> | undefined;
  #releaseOfPack: Map<number, number> | undefined;

  constructor(db: Db) {
    this.#db = db;
    const rows = prepare(db, 'SELECT * FROM project').all() as (Record<string, number | null> & {
      id: number;
      name: string;
      colour: string;
      currency: string;
      status: string;
      rounding: string | null;
    })[];
    for (const row of rows) {
      this.projects.set(row.id, {
        ...{ name: row.name, colour: row.colour, currency: row.currency, status: row.status },
        clientId: row.client_id ?? null,
        packId: row.pack_id ?? null,
        songId: row.song_id ?? null,
        releaseId: row.release_id ?? null,
        budgetMinutes: row.budget_minutes ?? null,
        budgetMinor: row.budget_minor ?? null,
        rounding: readRounding(row.rounding),
      });
    }
  }

  get tasks() {
    this.#tasks ??= this.#read('SELECT id, name, song_id AS songId FROM task');
    return this.#tasks;
  }

  get songs() {
    this.#songs ??= this.#read('SELECT id, title AS name, pack_id AS packId FROM song');
    return this.#songs;
  }

  get people() {
    this.#people ??= this.#read('SELECT id, name FROM person');
    return this.#people;
  }

  get packs() {
    this.#packs ??= this.#read('SELECT id, name FROM pack');
    return this.#packs;
  }

  get releases() {
    this.#releases ??= this.#read('SELECT id, title AS name FROM release');
    return this.#releases;
  }

  /** Where work belongs, by what is known of it: nearest first. */
  songOf({ songId, taskId, projectId }: Subject): number | null {
    const ofTask = taskId === null ? null : (this.tasks.get(taskId)?.songId ?? null);
    return songId ?? ofTask ?? this.#project(projectId)?.songId ?? null;
  }

  packOf(subject: Subject): number | null {
    const song = this.songOf(subject);
    const ofSong = song === null ? null : (this.songs.get(song)?.packId ?? null);
    return subject.packId ?? this.#project(subject.projectId)?.packId ?? ofSong;
  }

  releaseOf(subject: Subject): number | null {
    const known = subject.releaseId ?? this.#project(subject.projectId)?.releaseId;
    if (known) return known;
    const pack = this.packOf(subject);
    this.#releaseOfPack ??= this.#pairs('SELECT pack_id, id FROM release WHERE pack_id IS NOT NULL ORDER BY id DESC');
    const ofPack = pack === null ? undefined : this.#releaseOfPack.get(pack);
    if (ofPack) return ofPack;
    const song = this.songOf(subject);
    this.#releaseOfSong ??= this.#pairs(
      `SELECT song_id, release_id FROM release_track JOIN recording ON recording.id = recording_id
       WHERE song_id IS NOT NULL ORDER BY release_id DESC`,
    );
    return song === null ? null : (this.#releaseOfSong.get(song) ?? null);
  }

  clientOf({ projectId }: Pick<Subject, 'projectId'>): number | null {
    return this.#project(projectId)?.clientId ?? null;
  }

  #project(id: number | null): ProjectFacts | undefined {
    return id === null ? undefined : this.projects.get(id);
  }

  #read<Facts extends Named>(sql: string): Map<number, Facts> {
    const rows = prepare(this.#db, sql).all() as (Facts & { id: number })[];
    return new Map(rows.map((row) => [row.id, row]));
  }

  #pairs(sql: string): Map<number, number> {
    return new Map(prepare(this.#db, sql).raw().all() as [number, number][]);
  }
}

export type Subject = {
  projectId: number | null;
  taskId: number | null;
  songId: number | null;
  packId: number | null;
  releaseId: number | null;
};

/** Null for none, and for one that a newer version wrote. */
function readRounding(text: string | null): Rounding | null {
  if (text === null) return null;
  const value = JSON.parse(text) as Partial<Rounding> | null;
  const isKnown =
    value && ['none', 'up', 'down', 'nearest'].includes(value.mode ?? '') && Number(value.minutes ?? 1) >= 1;
  if (!isKnown || Number.isNaN(roundTime(0, value as Rounding))) return null;
  return { mode: value.mode ?? 'none', minutes: value.minutes ?? 1 };
}

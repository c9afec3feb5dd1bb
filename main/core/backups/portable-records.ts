import { z } from 'zod';
import { type AnyRecord, allRecords, personKeys, type RecordValues, recordOf, renumbered } from '#core/all-records.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { foldName } from '#core/people/people.repository.ts';

/** One line of an export: a person, a song, an hour, whatever people made besides their music, with all it says. */
const exportedRecord = z.object({
  type: z.literal('record'),
  kind: z.enum(allRecords.map(({ name }) => name) as [string, ...string[]]),
  /** What other lines call it. */
  id: z.number().int(),
  state: z.record(z.string(), z.json()),
  /** Of what names a track: its sound, and where it lay. */
  sound: z.object({ audioHash: z.string().nullable(), location: z.string() }).nullable().optional(),
});
export type ExportedRecord = z.output<typeof exportedRecord>;

/** What records are named by, besides people. Tracks are known again by their sound. */
const recordKeys: Readonly<Record<string, string>> = {
  departmentId: 'department',
  workflowId: 'workflow',
  packId: 'pack',
  seriesId: 'series',
  songId: 'song',
  versionId: 'songVersion',
  releaseId: 'release',
  projectId: 'project',
  taskId: 'task',
};

const findSound = `SELECT audio_hash AS audioHash, folder.path || '/' || track.path AS location
  FROM track JOIN folder ON folder.id = folder_id WHERE track.id = ?`;

/** The line of each record, those that others name first. */
export function* exportRecords(db: Db): Generator<ExportedRecord> {
  for (const record of allRecords) {
    const ids = prepare(db, `SELECT id FROM ${record.table} ORDER BY id`).pluck().all() as number[];
    for (const id of ids) {
      const state = record.get(db, id);
      const sound =
        'trackId' in state
          ? ((prepare(db, findSound).get(state.trackId) as ExportedRecord['sound']) ?? null)
          : undefined;
      yield { type: 'record', kind: record.name, id, state, ...(sound === undefined ? {} : { sound }) };
    }
  }
}

/**
 * Makes the records of an export that the library does not have. One of the same name and time of making is that one, and stays as
 * it is; people are known again by their names. Lines come in the order of the export.
 */
export class RecordReading {
  readonly #db: Db;
  /** What the library calls what the export names: 'song 7' is 12. */
  readonly #ids = new Map<string, number>();
  /** What was there before, which keeps what belongs to it. */
  readonly #known = new Set<string>();
  readonly #isNewLibrary: boolean;

  constructor(db: Db) {
    this.#db = db;
    this.#isNewLibrary = prepare(db, 'SELECT count(*) FROM person').pluck().get() === 1;
  }

  /** Nothing for what is no record, or is there already. */
  read(line: unknown): ValueChange[] {
    const parsed = exportedRecord.safeParse(line);
    if (!parsed.success) return [];
    const { kind, id: key, sound = null } = parsed.data;
    const state = parsed.data.state as RecordValues;
    const record = recordOf(kind);
    if (kind === 'workspace') return this.#readWorkspace(record, state);
    const own = this.#isNewLibrary && kind === 'person' && state.memberRole === 'owner' ? this.#takeOwner(key) : null;
    if (own !== null) return record.edit(this.#db, own, { ...state, mergedInto: null, removedAt: null });
    const wanted = this.#renumber(kind, state, sound);
    if (wanted === null) return [];
    const known = this.#find(record, wanted);
    if (known !== null) {
      this.#ids.set(`${kind} ${key}`, known);
      this.#known.add(`${kind} ${known}`);
      return [];
    }
    const change = record.make(this.#db, this.#fitting(kind, wanted));
    this.#ids.set(`${kind} ${key}`, change.itemId);
    return [change];
  }

  /** That of a library nobody has named yet. */
  #readWorkspace(record: AnyRecord, state: RecordValues): ValueChange[] {
    return record.get(this.#db, 1).name === '' ? record.edit(this.#db, 1, state) : [];
  }

  /** A new library has somebody already, who is made by the program: the export's owner is that one. */
  #takeOwner(key: number): number | null {
    const id = prepare(this.#db, `SELECT id FROM person WHERE member_role = 'owner'`).pluck().get() as number;
    if ([...this.#ids.values()].includes(id)) return null;
    this.#ids.set(`person ${key}`, id);
    return id;
  }

  /** With the library's own numbers; null where what it belongs to was there before, or is not here. */
  #renumber(kind: string, state: RecordValues, sound: ExportedRecord['sound']): RecordValues | null {
    let isLost = false;
    const to = (key: string, id: number): JsonValue => {
      if (key === 'trackId') return this.#findTrack(sound ?? null);
      const of = personKeys.has(key) ? 'person' : key === 'parentId' ? kind : recordKeys[key];
      if (of === undefined) return id;
      const found = this.#ids.get(`${of} ${id}`) ?? null;
      // What hangs on something else goes with it.
      if (owners[kind] === key && (found === null || this.#known.has(`${of} ${found}`))) isLost = true;
      return found;
    };
    const wanted = renumbered(state, to) as RecordValues;
    if (kind === 'songVersion' && wanted.trackId === null) isLost = true;
    return isLost ? null : dropNobody(wanted);
  }

  #findTrack(sound: NonNullable<ExportedRecord['sound']> | null): number | null {
    if (sound === null) return null;
    const found = prepare(
      this.#db,
      `SELECT track.id FROM track JOIN folder ON folder.id = folder_id
       WHERE audio_hash = @audioHash OR folder.path || '/' || track.path = @location
       ORDER BY audio_hash IS @audioHash DESC, missing_since LIMIT 1`,
    ).pluck();
    return (found.get(sound) as number | undefined) ?? null;
  }

  #find({ name, table }: AnyRecord, state: RecordValues): number | null {
    const find = (condition: string, ...values: JsonValue[]) =>
      (prepare(this.#db, `SELECT id FROM ${table} WHERE ${condition} LIMIT 1`)
        .pluck()
        .get(...values) as number) ?? null;
    if (name === 'person') return this.#findPerson(String(state.name));
    if (name === 'timesheet') return find('person_id = ? AND week = ?', state.personId ?? null, state.week ?? null);
    if (name === 'workflow') return find('name = ? AND owner_id IS ?', state.name ?? '', state.ownerId ?? null);
    if (name === 'timeEntry') {
      return find(
        'person_id = ? AND start_at = ? AND end_at IS ?',
        state.personId ?? null,
        state.startAt ?? 0,
        state.endAt ?? null,
      );
    }
    const label = ['name', 'title', 'album', 'text', 'description', 'note'].find((each) => each in state) as string;
    return find(`${label} = ? AND created_at = ?`, state[label] ?? '', state.createdAt ?? 0);
  }

  #findPerson(name: string): number | null {
    const rows = prepare(this.#db, 'SELECT id, name FROM person WHERE removed_at IS NULL ORDER BY id').all() as {
      id: number;
      name: string;
    }[];
    return rows.find((row) => foldName(row.name) === foldName(name))?.id ?? null;
  }

  /** As it can be beside what is there: one owner, no second timer, no series number given twice. */
  #fitting(kind: string, state: RecordValues): RecordValues {
    if (kind === 'person' && state.memberRole === 'owner') return { ...state, memberRole: 'admin' };
    if (kind === 'series') return { ...state, number: null };
    return state;
  }
}

/** What cannot be without something else, and by which value it says so. */
const owners: Readonly<Record<string, string>> = {
  songVersion: 'songId',
  songComment: 'songId',
  task: 'projectId',
};

/** Rows of lists whose person is not here go. */
function dropNobody(state: RecordValues): RecordValues {
  const entries = Object.entries(state).map(([key, value]): [string, JsonValue] => {
    if (!Array.isArray(value) || !['people', 'members', 'votes'].includes(key)) return [key, value];
    return [key, value.filter((row) => (row as RecordValues).personId !== null)];
  });
  return Object.fromEntries(entries);
}

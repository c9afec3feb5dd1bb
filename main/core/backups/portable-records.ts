import { z } from 'zod';
import { type AnyRecord, allRecords, personKeys, type RecordValues, recordOf, renumbered } from '#core/all-records.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { Numbers } from '#core/history/numbers.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { foldName } from '#core/people/people.repository.ts';
import { isOlderRelease, OlderReleases } from './older-releases.ts';

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
type Sound = NonNullable<ExportedRecord['sound']> | null;

/** What records are named by, besides people. Tracks are known again by their sound. */
const recordKeys: Readonly<Record<string, string>> = {
  departmentId: 'department',
  workflowId: 'workflow',
  packId: 'pack',
  seriesId: 'series',
  songId: 'song',
  versionId: 'songVersion',
  workId: 'work',
  recordingId: 'recording',
  releaseId: 'release',
  projectId: 'project',
  taskId: 'task',
  expenseId: 'expense',
  payeeId: 'payee',
  contractId: 'contract',
  contractIds: 'contract',
  mainContractId: 'contract',
  releaseIds: 'release',
  recordingIds: 'recording',
  workIds: 'work',
  periodId: 'royaltyPeriod',
  paymentId: 'payment',
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
        'trackId' in state ? ((prepare(db, findSound).get(state.trackId) as Sound | undefined) ?? null) : undefined;
      yield { type: 'record', kind: record.name, id, state, ...(sound === undefined ? {} : { sound }) };
    }
  }
}

type Line = { id: number; state: RecordValues; sound: Sound };

/**
 * Makes the records of an export that the library does not have. One of the same name and time of making is that one, and stays as
 * it is; people are known again by their names. They name each other in circles, so all are read before any is made.
 */
export class RecordReading {
  readonly #db: Db;
  readonly #lines = new Map<string, Line[]>();
  /** What the library calls what the export names: 'song 7' is 12. */
  readonly #ids = new Map<string, number>();
  /** What was there before, which keeps what belongs to it. */
  readonly #known = new Set<string>();
  readonly #older = new OlderReleases();
  /** Codes of releases that this reading gave. */
  readonly #codes = new Set<string>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Nothing happens with what is no record. */
  read(line: unknown): void {
    const parsed = exportedRecord.safeParse(line);
    if (!parsed.success) return;
    const { kind, id, state, sound = null } = parsed.data;
    if (kind === 'release' && isOlderRelease(state as RecordValues)) {
      for (const part of this.#older.split(id, state as RecordValues)) this.#add(part.kind, { ...part, sound: null });
    } else this.#add(kind, { id, state: state as RecordValues, sound });
  }

  #add(kind: string, { id, state, sound }: Line): void {
    const lines = this.#lines.get(kind) ?? [];
    lines.push({ id, state, sound });
    this.#lines.set(kind, lines);
  }

  /** What makes them. */
  finish(): ValueChange[] {
    const changes = this.#takeOwner();
    // Who somebody is hangs on nobody else, and what the others are may hang on people.
    const people = allRecords.filter(({ name }) => name === 'person');
    const others = allRecords.filter(({ name }) => name !== 'person' && name !== 'workspace');
    for (const record of [...people, ...others]) this.#number(record);
    for (const record of allRecords) {
      for (const line of this.#lines.get(record.name) ?? []) changes.push(...this.#make(record, line));
    }
    return changes;
  }

  /** A new library has somebody already, whom the program made: the export's owner is that one. */
  #takeOwner(): ValueChange[] {
    const ids = prepare(this.#db, 'SELECT id FROM person LIMIT 2').pluck().all() as number[];
    const lines = this.#lines.get('person') ?? [];
    const line = lines.find(({ state }) => state.memberRole === 'owner' && state.removedAt === null);
    const [id] = ids;
    if (!line || id === undefined || ids.length > 1) return [];
    this.#ids.set(`person ${line.id}`, id);
    this.#known.add(`person ${id}`);
    return recordOf('person').edit(this.#db, id, { ...line.state, departmentId: null });
  }

  #number(record: AnyRecord): void {
    const numbers = new Numbers(this.#db);
    for (const { id, state, sound } of this.#lines.get(record.name) ?? []) {
      const key = `${record.name} ${id}`;
      if (this.#ids.has(key)) continue;
      const known = this.#find(record, this.#renumber(record.name, state, sound).state);
      if (known !== null) this.#known.add(`${record.name} ${known}`);
      this.#ids.set(key, known ?? numbers.take(record.table));
    }
  }

  #make(record: AnyRecord, { id, state, sound }: Line): ValueChange[] {
    const { name: kind } = record;
    if (kind === 'workspace') return this.#readWorkspace(record, state);
    const key = `${kind} ${id}`;
    const itemId = this.#ids.get(key) as number;
    if (this.#known.has(`${kind} ${itemId}`)) return [];
    const wanted = this.#renumber(kind, state, sound);
    if (wanted.isLost) {
      this.#ids.delete(key);
      return [];
    }
    return [{ itemId, field: `${kind}:whole`, oldValue: null, newValue: this.#fit(kind, wanted.state) }];
  }

  /** That of a library nobody has named yet. */
  #readWorkspace(record: AnyRecord, state: RecordValues): ValueChange[] {
    return record.get(this.#db, 1).name === '' ? record.edit(this.#db, 1, state) : [];
  }

  /** With the library's own numbers. It is lost where what it belongs to was there before, or is not here. */
  #renumber(kind: string, state: RecordValues, sound: Sound): { state: RecordValues; isLost: boolean } {
    let isLost = false;
    const to = (key: string, id: number): JsonValue => {
      if (key === 'trackId') return this.#findTrack(sound);
      const of = personKeys.has(key) ? 'person' : key === 'parentId' ? kind : recordKeys[key];
      if (of === undefined) return id;
      const found = this.#ids.get(`${of} ${id}`) ?? null;
      // What hangs on something else goes with it.
      if (owners[kind] === key && (found === null || this.#known.has(`${of} ${found}`))) isLost = true;
      return found;
    };
    const wanted = dropNobody(renumbered(state, to) as RecordValues);
    const isSilent = kind === 'songVersion' && wanted.trackId === null;
    const isNobodys = ['timeEntry', 'timesheet', 'expense'].includes(kind) && wanted.personId === null;
    return { state: wanted, isLost: isLost || isSilent || isNobodys };
  }

  #findTrack(sound: Sound): number | null {
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
    if (name === 'person') {
      const same = find('name = ? AND created_at = ?', state.name ?? '', state.createdAt ?? 0);
      return same ?? (state.removedAt === null ? this.#findPerson(String(state.name)) : null);
    }
    if (name === 'recording' && (state.isrc ?? '') !== '') {
      const same = find('isrc = ?', state.isrc ?? '');
      if (same !== null) return same;
    }
    if (name === 'timesheet') return find('person_id = ? AND week = ?', state.personId ?? null, state.week ?? null);
    if (name === 'storeSetting') return find('store_key = ?', state.storeKey ?? '');
    if (name === 'delivery')
      return find('release_id = ? AND store_key = ?', state.releaseId ?? null, state.storeKey ?? '');
    if (name === 'workflow') return find('name = ? AND owner_id IS ?', state.name ?? '', state.ownerId ?? null);
    if (name === 'timeEntry') {
      return find(
        'person_id = ? AND start_at = ? AND end_at IS ?',
        state.personId ?? null,
        state.startAt ?? 0,
        state.endAt ?? null,
      );
    }
    const label = ['name', 'title', 'prefix', 'album', 'text', 'description', 'note'].find(
      (each) => each in state,
    ) as string;
    return find(`${label} = ? AND created_at = ?`, state[label] ?? '', state.createdAt ?? 0);
  }

  /** As it can be beside what is there: one owner, no series number and no code of a release given twice. */
  #fit(kind: string, state: RecordValues): RecordValues {
    if (kind === 'person' && state.memberRole === 'owner') return { ...state, memberRole: 'admin' };
    if (kind === 'series') return { ...state, number: null };
    return kind === 'release' ? { ...state, ...this.#freeCodes(state) } : state;
  }

  #freeCodes(state: RecordValues): RecordValues {
    const columns = { upc: 'upc', catalogueNumber: 'catalogue_number', grid: 'grid' } as const;
    const free = Object.entries(columns).map(([key, column]): [string, JsonValue] => {
      const code = state[key] ?? '';
      const isTaken =
        this.#codes.has(`${key} ${code}`) ||
        prepare(this.#db, `SELECT 1 FROM release WHERE ${column} = ?`).get(code) !== undefined;
      this.#codes.add(`${key} ${code}`);
      return [key, isTaken ? '' : code];
    });
    return Object.fromEntries(free);
  }

  #findPerson(name: string): number | null {
    const rows = prepare(this.#db, 'SELECT id, name FROM person WHERE removed_at IS NULL ORDER BY id').all() as {
      id: number;
      name: string;
    }[];
    return rows.find((row) => foldName(row.name) === foldName(name))?.id ?? null;
  }
}

/** What cannot be without something else, and by which value it says so. */
const owners: Readonly<Record<string, string>> = {
  songVersion: 'songId',
  songComment: 'songId',
  task: 'projectId',
};

/** What rows of lists cannot be without, by the list. */
const namedBy: Readonly<Record<string, string>> = {
  ...{ people: 'personId', members: 'personId', votes: 'personId', credits: 'personId', writers: 'personId' },
  tracks: 'recordingId',
};

/** Rows of lists whose person or recording is not here go. */
function dropNobody(state: RecordValues): RecordValues {
  const entries = Object.entries(state).map(([key, value]): [string, JsonValue] => {
    const named = namedBy[key];
    if (!Array.isArray(value) || named === undefined) return [key, value];
    return [key, value.filter((row) => (row as RecordValues)[named] !== null)];
  });
  return Object.fromEntries(entries);
}

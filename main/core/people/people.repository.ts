import type { z } from 'zod';
import type { PersonTable } from '#core/db/people-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import {
  type DepartmentId,
  likenesses,
  type PersonCredit,
  type PersonId,
  type PersonRow,
  type personFilter,
  type SimilarPerson,
} from '#shared/contract/people.ts';
import { foldText } from '#shared/fold-text.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';

type Row = PersonTable;

/** Everybody, by name; also those who were removed. */
export function listAllPeople(db: Db): PersonRow[] {
  return rowsByName(db).map(toRow);
}

/** `seesContact` looks into legal names, addresses and numbers too, and shows e-mail. */
export function listPeople(
  db: Db,
  filter: z.output<typeof personFilter>,
  seesContact: boolean,
): (PersonRow & { email: string })[] {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  const isWanted = (row: Row) => {
    if ((row.removed_at !== null) !== filter.isRemoved || (filter.isRemoved && row.merged_into !== null)) return false;
    if (filter.kind && row.kind !== filter.kind) return false;
    if (filter.departmentId && row.department_id !== filter.departmentId) return false;
    if (filter.role === 'member' && row.member_role === null) return false;
    if (filter.role && filter.role !== 'member' && !(JSON.parse(row.roles) as string[]).includes(filter.role)) {
      return false;
    }
    if (words.length === 0) return true;
    const open = [row.name, row.job_title, row.country, row.isni, row.ipi];
    const text = foldText(
      [...open, ...(seesContact ? [row.legal_name, row.email, row.phone, row.note] : [])].join(' '),
    );
    return words.every((word) => text.includes(word));
  };
  return rowsByName(db)
    .filter(isWanted)
    .map((row) => ({ ...toRow(row), email: seesContact ? row.email : '' }));
}

export function findPersonRow(db: Db, id: number | null): PersonRow | undefined {
  const row = prepare(db, 'SELECT * FROM person WHERE id = ?').get(id) as Row | undefined;
  return row && toRow(row);
}

type Looks = { [Field in 'name' | 'email' | 'isni' | 'ipi']?: string | undefined };

/** Who of those who are there may be the same. */
export function findSimilar(db: Db, looks: Looks, except: number | null = null): SimilarPerson[] {
  return similarFinder(db)(looks, except);
}

/** The same for many, against people as they are now. */
export function similarFinder(db: Db): (looks: Looks, except?: number | null) => SimilarPerson[] {
  const rows = rowsByName(db).filter((row) => row.removed_at === null);
  const found = new Map<string, Row[]>();
  const note = (by: SimilarPerson['by'][number], value: string, row: Row) => {
    const folded = foldName(value);
    if (folded === '') return;
    const same = found.get(`${by} ${folded}`);
    if (!same) found.set(`${by} ${folded}`, [row]);
    else if (!same.includes(row)) same.push(row);
  };
  for (const row of rows) {
    note('name', row.name, row);
    note('name', row.legal_name, row);
    for (const by of ['email', 'isni', 'ipi'] as const) note(by, row[by], row);
  }
  return ({ name, email, isni, ipi }, except = null) => {
    const looks = { name, email, isni: formOf('isni', isni), ipi: formOf('ipi', ipi) };
    const reasons = new Map<Row, SimilarPerson['by']>();
    for (const by of likenesses) {
      for (const row of found.get(`${by} ${foldName(looks[by] ?? '')}`) ?? []) {
        if (row.id !== except) reasons.set(row, [...(reasons.get(row) ?? []), by]);
      }
    }
    return [...reasons].map(([row, by]) => ({ person: toRow(row), by }));
  };
}

function formOf(kind: 'isni' | 'ipi', typed: string | undefined): string | undefined {
  return typed === undefined ? undefined : (parseIdentifier(kind, typed) ?? typed);
}

/** Names are the same whatever their capitals, accents and blanks. */
export function foldName(name: string): string {
  return foldText(name).replace(/\s+/g, ' ').trim();
}

/** Members who are there and not switched off, the mightiest first. */
export function listMembers(db: Db): PersonRow[] {
  const rows = prepare(
    db,
    `SELECT * FROM person WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL
     ORDER BY instr('owner admin manager employee', member_role), name COLLATE NOCASE`,
  ).all() as Row[];
  return rows.map(toRow);
}

export function isActiveMember(db: Db, id: number): boolean {
  const find = prepare(
    db,
    `SELECT 1 FROM person WHERE id = ? AND member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL`,
  );
  return find.get(id) !== undefined;
}

export function hasRunningTimer(db: Db, id: number): boolean {
  return prepare(db, 'SELECT 1 FROM time_entry WHERE person_id = ? AND end_at IS NULL').get(id) !== undefined;
}

const creditRows = `
  SELECT 'song' AS type, song.id, song.title, song.changed_at AS at, 'owner' AS credit, NULL AS share
    FROM song WHERE owner_id = @id
  UNION ALL SELECT 'song', song.id, song.title, song.changed_at, song_person.role, song_person.share
    FROM song_person JOIN song ON song.id = song_id WHERE person_id = @id
  UNION ALL SELECT 'song', song.id, song.title, song.changed_at, 'assignee', NULL
    FROM song_step JOIN song ON song.id = song_id WHERE assignee_id = @id AND song_step.is_enabled = 1
  UNION ALL SELECT 'pack', pack.id, pack.name, pack.changed_at, 'owner', NULL FROM pack WHERE owner_id = @id
  UNION ALL SELECT 'pack', pack.id, pack.name, pack.changed_at, pack_person.access, NULL
    FROM pack_person JOIN pack ON pack.id = pack_id WHERE person_id = @id
  UNION ALL SELECT 'release', release.id, release.title, release.changed_at, json_extract(credit.value, '$.role'), NULL
    FROM release_track JOIN release ON release.id = release_id JOIN recording ON recording.id = recording_id,
      json_each(recording.credits) AS credit
    WHERE json_extract(credit.value, '$.personId') = @id`;

/** What a person takes part in, newest first, each once. */
export function listCredits(db: Db, id: number): PersonCredit[] {
  type CreditRow = { type: PersonCredit['type']; id: number; title: string; credit: string; share: number | null };
  const rows = prepare(db, `SELECT * FROM (${creditRows}) ORDER BY at DESC, type, id`).all({ id }) as CreditRow[];
  const credits = new Map<string, PersonCredit>();
  for (const { type, id: itemId, title, credit, share } of rows) {
    const key = `${type} ${itemId}`;
    const known = credits.get(key) ?? { type, id: itemId, title, as: [], share: null };
    if (credit !== '' && !known.as.includes(credit)) known.as.push(credit);
    if (share !== null) known.share = (known.share ?? 0) + share;
    credits.set(key, known);
  }
  return [...credits.values()];
}

const recentMs = 30 * 86_400_000;
const worked = 'end_at - start_at - break_ms';

/** How much they worked; what still runs is not in it. */
export function sumTime(
  db: Db,
  id: number,
  now: number,
): { totalMs: number; recentMs: number; songs: { id: number; title: string; ms: number }[] } {
  const sum = prepare(
    db,
    `SELECT coalesce(sum(${worked}), 0) FROM time_entry WHERE person_id = ? AND end_at > ?`,
  ).pluck();
  const songs = prepare(
    db,
    `SELECT song.id, song.title, sum(${worked}) AS ms FROM time_entry JOIN song ON song.id = song_id
     WHERE person_id = ? AND end_at IS NOT NULL GROUP BY song.id ORDER BY ms DESC, song.id LIMIT 100`,
  );
  return {
    totalMs: sum.get(id, 0) as number,
    recentMs: sum.get(id, now - recentMs) as number,
    songs: songs.all(id) as { id: number; title: string; ms: number }[],
  };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function rowsByName(db: Db): Row[] {
  const rows = prepare(db, 'SELECT * FROM person ORDER BY id').all() as Row[];
  return rows.sort((one, other) => collator.compare(one.name, other.name));
}

function toRow(row: Row): PersonRow {
  return {
    id: row.id as PersonId,
    name: row.name,
    kind: row.kind,
    roles: JSON.parse(row.roles) as PersonRow['roles'],
    memberRole: row.member_role,
    memberState: row.member_state,
    departmentId: row.department_id as DepartmentId | null,
    pictureHash: row.picture_hash,
    isRemoved: row.removed_at !== null,
    mergedInto: row.merged_into as PersonId | null,
  };
}

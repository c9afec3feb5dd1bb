import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { SongQueryTerm } from '#shared/song-query.ts';
import { foldWords } from '#shared/song-title.ts';
import type { Looking } from './songs.repository.ts';

/** As much of a song as lists are made by. */
export type ListedSong = {
  id: number;
  title: string;
  artist: string;
  album: string;
  genre: string;
  year: number | null;
  status: SongStatus;
  stage: string;
  nextStep: string;
  packName: string;
  ownerName: string;
  deadline: string;
  due: string;
  isOptional: boolean;
  isLate: boolean;
  isWaiting: boolean;
  isMine: boolean;
  isStuck: boolean;
  isAssigned: boolean;
  stepCount: number;
  doneCount: number;
  position: number;
  changedAt: number;
  /** Folded names of its owner, who takes part and whose steps are open; only where the terms ask for it. */
  names: string;
};

const dayMs = 86_400_000;
/** After so many days without a step a song is stuck. */
const stuckAfterDays = 30;

type Row = Omit<ListedSong, 'isOptional' | 'isLate' | 'isWaiting' | 'isMine' | 'isStuck' | 'isAssigned' | 'names'> & {
  ownerId: number | null;
  is_optional: 0 | 1;
  nextAssignee: number | null;
  movedAt: number;
};

/** All songs; what is asked about people is only looked up where a term needs it. */
export function listFacts(db: Db, terms: readonly SongQueryTerm[], { now, today }: Looking): ListedSong[] {
  const rows = prepare(
    db,
    `SELECT song.id, title, artist, album, genre, year, status, stage, next_name AS nextStep,
       coalesce(pack.name, '') AS packName, coalesce(owner.name, '') AS ownerName, song.deadline, due_on AS due,
       is_optional, step_count AS stepCount, done_count AS doneCount, song.position, song.changed_at AS changedAt,
       song.owner_id AS ownerId, next_assignee_id AS nextAssignee, moved_at AS movedAt
     FROM song LEFT JOIN pack ON pack.id = song.pack_id LEFT JOIN person AS owner ON owner.id = song.owner_id`,
  ).all() as Row[];
  const { personId } = currentActor();
  const mine = songsOf(db, personId);
  const needsNames = terms.some(({ field }) => field === 'who' || field === null);
  const names = needsNames ? namesBySong(db) : undefined;
  return rows.map(({ is_optional, ownerId, nextAssignee, movedAt, ...song }) => ({
    ...song,
    isOptional: is_optional === 1,
    isLate: song.due !== '' && song.due < today,
    isWaiting:
      song.status === 'inProgress' && nextAssignee !== null && nextAssignee !== personId && mine.steps.has(song.id),
    isMine: personId !== null && (ownerId === personId || mine.people.has(song.id) || mine.steps.has(song.id)),
    isStuck: song.status === 'inProgress' && now - movedAt >= stuckAfterDays * dayMs,
    isAssigned: nextAssignee !== null,
    names: needsNames ? foldWords(`${song.ownerName} ${names?.get(song.id) ?? ''}`) : '',
  }));
}

/** Whether a song is what all of the terms ask for. */
export function matches(song: ListedSong, terms: readonly SongQueryTerm[]): boolean {
  return terms.every((term) => holds(song, term) !== term.isNot);
}

function holds(song: ListedSong, { field, value }: SongQueryTerm): boolean {
  switch (field) {
    case null:
      return `${foldWords(`${song.title} ${song.artist} ${song.album} ${song.packName}`)} ${song.names}`.includes(
        value,
      );
    case 'who':
      return song.names.includes(value);
    case 'pack':
      return foldWords(song.packName).includes(value);
    case 'step':
      return song.status === 'inProgress' && foldWords(song.nextStep).includes(value);
    case 'stage':
      return song.status === 'inProgress' && foldWords(song.stage).includes(value);
    case 'status':
      return song.status.toLowerCase() === value;
    case 'year':
      return String(song.year ?? '') === value;
    case 'is':
      return states[value as keyof typeof states]?.(song) ?? false;
    default:
      return foldWords(song[field]).includes(value);
  }
}

const states = {
  late: ({ isLate }: ListedSong) => isLate,
  waiting: ({ isWaiting }: ListedSong) => isWaiting,
  optional: ({ isOptional }: ListedSong) => isOptional,
  done: ({ stepCount, doneCount }: ListedSong) => stepCount > 0 && doneCount === stepCount,
  stuck: ({ isStuck }: ListedSong) => isStuck,
  unassigned: ({ status, isAssigned }: ListedSong) => status === 'inProgress' && !isAssigned,
  mine: ({ isMine }: ListedSong) => isMine,
};

/** Songs in which a person takes part, and those in which they have an open step. */
function songsOf(db: Db, personId: number | null): { people: Set<number>; steps: Set<number> } {
  if (personId === null) return { people: new Set(), steps: new Set() };
  const people = prepare(db, 'SELECT song_id FROM song_person WHERE person_id = ?').pluck().all(personId);
  const steps = prepare(
    db,
    'SELECT DISTINCT song_id FROM song_step WHERE assignee_id = ? AND is_done = 0 AND is_enabled = 1',
  )
    .pluck()
    .all(personId);
  return { people: new Set(people as number[]), steps: new Set(steps as number[]) };
}

function namesBySong(db: Db): Map<number, string> {
  const rows = prepare(
    db,
    `SELECT song_id AS id, group_concat(DISTINCT person.name) AS names FROM (
       SELECT song_id, person_id FROM song_person
       UNION SELECT song_id, assignee_id FROM song_step WHERE assignee_id IS NOT NULL AND is_done = 0)
     JOIN person ON person.id = person_id GROUP BY song_id`,
  ).all() as { id: number; names: string }[];
  return new Map(rows.map(({ id, names }) => [id, names]));
}

import type { z } from 'zod';
import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { SongStatus, songListQuery, songsContract } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { completionOf } from '#shared/song-progress.ts';
import { parseSongQuery } from '#shared/song-query.ts';
import { type ListedSong, listFacts, matches } from './song-facts.ts';
import type { Looking } from './songs.repository.ts';

type Filter = { text: string; isMine: boolean };
type ListQuery = z.output<typeof songListQuery>;
type Answer<Method extends keyof typeof songsContract> = z.input<(typeof songsContract)[Method]['output']>;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Ids of the songs that fit, by groups; see the contract. */
export function listSongs(db: Db, query: ListQuery, looking: Looking): Answer<'songs.list'> {
  const { problems, songs } = find(db, query, looking);
  const sorted = songs.toSorted(
    query.groupBy === 'completion' ? byCompletion : directed(orders[query.sort.field], query.sort.direction),
  );
  const grouped = groupings[query.groupBy](sorted);
  const groups: Answer<'songs.list'>['groups'] = [];
  const ids: SongId[] = [];
  for (const { key, name, songs: members } of grouped) {
    if (members.length === 0) continue;
    groups.push({ key, name, start: ids.length, count: members.length });
    for (const { id } of members) ids.push(id as SongId);
  }
  return { ids, groups, problems };
}

/** Columns: planned, the stages of the workflows in use, released. */
export function listBoard(db: Db, filter: Filter, looking: Looking): Answer<'songs.board'> {
  const { problems, songs } = find(db, filter, looking);
  const sorted = songs.toSorted(directed(orders.position, 'ascending'));
  const byStage = Map.groupBy(
    sorted.filter(({ status }) => status === 'inProgress'),
    ({ stage }) => stage,
  );
  const idsOf = (status: SongStatus) => sorted.flatMap((song) => (song.status === status ? [song.id as SongId] : []));
  const { boardLimits } = getSettings(db);
  const limitOf = (stage: string) => boardLimits.find((limit) => limit.stage === stage)?.count ?? null;
  return {
    columns: [
      { status: 'planned', stage: '', ids: idsOf('planned'), limit: null },
      ...listStages(db).map((stage) => ({
        status: 'inProgress' as const,
        stage,
        ids: (byStage.get(stage) ?? []).map(({ id }) => id as SongId),
        limit: limitOf(stage),
      })),
      { status: 'released', stage: '', ids: idsOf('released'), limit: null },
    ],
    problems,
  };
}

/** Stages in the order of the workflows, the default one's first, then those of other songs in progress. */
export function listStages(db: Db): string[] {
  const ofWorkflow = prepare(
    db,
    `SELECT stage FROM workflow_step WHERE workflow_id =
       (SELECT id FROM workflow WHERE owner_id IS ? OR owner_id IS NULL
        ORDER BY owner_id IS NULL, is_default DESC, position LIMIT 1)
     AND is_enabled = 1 ORDER BY position`,
  )
    .pluck()
    .all(currentActor().personId) as string[];
  const stages = [...new Set(ofWorkflow)];
  const held = prepare(db, `SELECT DISTINCT stage FROM song WHERE status = 'inProgress'`).pluck().all() as string[];
  const others = held.filter((stage) => !stages.includes(stage));
  if (others.length === 0) return stages;
  // A song may have a stage of its own between two of the others: it stands after the one before it.
  const places = prepare(
    db,
    `SELECT DISTINCT stage, previous FROM (
       SELECT step.stage AS stage, lag(step.stage) OVER (PARTITION BY song.id ORDER BY step.position) AS previous
       FROM song JOIN song_step AS step ON step.song_id = song.id
       WHERE song.status = 'inProgress' AND step.is_enabled = 1
         AND song.stage IN (SELECT value FROM json_each(?)))
     WHERE previous IS NULL OR previous <> stage`,
  ).all(JSON.stringify(others)) as { stage: string; previous: string | null }[];
  for (const { stage, previous } of places) {
    if (stages.includes(stage) || !others.includes(stage)) continue;
    const at = previous === null ? -1 : stages.indexOf(previous);
    stages.splice(previous !== null && at < 0 ? stages.length : at + 1, 0, stage);
  }
  return [...stages, ...others.filter((stage) => !stages.includes(stage))];
}

export function countSongs(db: Db, isMine: boolean, looking: Looking): Answer<'songs.count'> {
  const { songs } = find(db, { text: '', isMine }, looking);
  const open = songs.filter(({ status }) => status !== 'released');
  return {
    all: songs.length,
    open: open.length,
    late: open.filter(({ isLate }) => isLate).length,
    waiting: open.filter(({ isWaiting }) => isWaiting).length,
  };
}

/** By their deadlines, or else by what is due first. */
export function listCalendar(
  db: Db,
  { from, to, ...filter }: Filter & { from: string; to: string },
  looking: Looking,
): Answer<'songs.calendar'> {
  const { songs } = find(db, filter, looking);
  const days = songs.flatMap((song) => {
    const day = song.deadline || song.due;
    return day !== '' && day >= from && day <= to ? [{ day, song }] : [];
  });
  const byDay = Map.groupBy(days, ({ day }) => day);
  return [...byDay.keys()].sort().map((day) => ({
    day,
    ids: (byDay.get(day) ?? []).map(({ song }) => song.id as SongId),
  }));
}

function find(db: Db, { text, isMine }: Filter, looking: Looking) {
  const { terms, problems } = parseSongQuery(text);
  const all = isMine ? [...terms, { field: 'is' as const, value: 'mine', isNot: false }] : terms;
  return { problems, songs: listFacts(db, all, looking).filter((song) => matches(song, all)) };
}

type Order = (one: ListedSong, other: ListedSong) => number;

const byText =
  (textOf: (song: ListedSong) => string): Order =>
  (one, other) =>
    collator.compare(textOf(one), textOf(other));
/** What has none comes last. */
const emptyLast = (one: string, other: string) => Number(one === '') - Number(other === '') || (one < other ? -1 : 1);
const statusOrder: Record<SongStatus, number> = { planned: 0, inProgress: 1, released: 2 };
const percentOf = ({ doneCount, stepCount }: ListedSong) => completionOf(doneCount, stepCount);

const orders: Record<ListQuery['sort']['field'], Order> = {
  position: (one, other) => one.position - other.position,
  title: byText(({ title }) => title),
  artist: byText(({ artist }) => artist),
  album: byText(({ album }) => album),
  pack: byText(({ packName }) => packName),
  owner: byText(({ ownerName }) => ownerName),
  year: (one, other) => (one.year ?? 0) - (other.year ?? 0),
  status: (one, other) => statusOrder[one.status] - statusOrder[other.status],
  deadline: (one, other) => (one.due === other.due ? 0 : emptyLast(one.due, other.due)),
  percent: (one, other) => percentOf(one) - percentOf(other),
  changed: (one, other) => one.changedAt - other.changedAt,
};

function directed(order: Order, direction: 'ascending' | 'descending'): Order {
  const sign = direction === 'ascending' ? 1 : -1;
  return (one, other) => sign * order(one, other) || one.position - other.position || one.id - other.id;
}

const byCompletion: Order = (one, other) => percentOf(other) - percentOf(one) || orders.title(one, other);

type Group = { key: string; name: string; songs: ListedSong[] };

const groupings: Record<ListQuery['groupBy'], (songs: ListedSong[]) => Group[]> = {
  none: (songs) => [{ key: '', name: '', songs }],
  pack: (songs) => byName(songs, ({ packName }) => packName),
  artist: (songs) => byName(songs, ({ artist }) => artist),
  completion: (songs) => {
    const open = songs.filter(({ status }) => status === 'inProgress');
    const needed = open.filter(({ isOptional }) => !isOptional);
    return [
      { key: 'completed', name: '', songs: needed.filter((song) => percentOf(song) === 100) },
      { key: 'inProgress', name: '', songs: needed.filter((song) => percentOf(song) < 100) },
      { key: 'optional', name: '', songs: open.filter(({ isOptional }) => isOptional) },
    ];
  },
};

/** Groups by name, that without one last. */
function byName(songs: readonly ListedSong[], nameOf: (song: ListedSong) => string): Group[] {
  const groups = [...Map.groupBy(songs, nameOf)].map(([name, members]) => ({ key: name, name, songs: members }));
  return groups.sort(
    (one, other) => Number(one.name === '') - Number(other.name === '') || collator.compare(one.name, other.name),
  );
}

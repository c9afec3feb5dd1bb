import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { makeChange } from '#core/people/edit-people.ts';
import { packRecord } from '#core/studio/pack-records.ts';
import { type SongState, songCommentRecord, songRecord } from '#core/studio/song-records.ts';
import type { ExchangeItem, FileComment, FileSong } from '#shared/contract/exchange.ts';
import { contentValue, type Kept } from './exchange.repository.ts';
import { type ExchangeState, exchangeRecord } from './exchange-records.ts';
import { toStep } from './merge-steps.ts';
import { findComment, hasComment, mergeWork, newComments, personNamed, senderPerson } from './preview-exchange.ts';
import { linkSender, linkSong, originOf } from './senders.ts';

export type Choices = {
  theirs: readonly { ref: string; key: string }[];
  mine: readonly { ref: string; key: string }[];
};

type Accepted = { changes: ItemChange[]; granted: Record<string, string[]>; newSongs: Map<string, number> };

/**
 * The changes that take these songs of a file, with the file's own state. Songs, people and access are only ever added to.
 * Runs in a transaction: it gives songs and people their numbers.
 */
export function acceptChanges(
  context: Pick<Context, 'db' | 'platform'>,
  kept: Kept,
  items: readonly ExchangeItem[],
  choices: Choices,
): Accepted {
  const accepted: Accepted = { changes: [], granted: {}, newSongs: new Map() };
  const { db, platform } = context;
  const { payload } = kept.content;
  const taken = items.filter(({ action, problem }) => problem === null && action !== 'skip');
  const needsPerson = taken.length > 0 && payload.kind !== 'answer';
  const personId = needsPerson ? ensurePerson(db, kept, accepted, platform.now()) : senderPerson(db, payload.sender);
  const packs = new Map<number, Set<'view' | 'edit'>>();
  for (const item of taken) {
    if (payload.kind === 'request') grantParts(db, item, personId as number, accepted, packs);
    else if (payload.kind === 'answer') takeParts(db, item, accepted);
    else takeWork(context, kept, item, personId as number, accepted, choices);
  }
  for (const [packId, wanted] of packs) openPack(db, packId, personId as number, wanted.has('edit'), accepted);
  accepted.changes.push(...decide(db, kept, taken, accepted, platform.now()), ...answered(db, kept, platform.now()));
  return accepted;
}

function ensurePerson(db: Db, { content }: Kept, accepted: Accepted, now: number): number {
  const { sender } = content.payload;
  const known = senderPerson(db, sender);
  if (known !== null) {
    linkSender(db, sender.id, known);
    return known;
  }
  const made = makeChange(db, { name: sender.name, email: sender.email, roles: ['collaborator'] }, now);
  accepted.changes.push(made);
  linkSender(db, sender.id, made.itemId);
  return made.itemId;
}

function grantParts(
  db: Db,
  item: ExchangeItem,
  personId: number,
  { changes, granted }: Accepted,
  packs: Map<number, Set<'view' | 'edit'>>,
): void {
  const id = item.songId as number;
  const song = songRecord.get(db, id);
  const free = new Set(item.asks.filter(({ state }) => state === 'free').map(({ key }) => key));
  granted[item.ref] = [...free];
  const known = song.people.find((person) => person.personId === personId);
  const people = known
    ? song.people.map((person) =>
        person === known ? { ...person, canEdit: person.canEdit || item.wantsEdit } : person,
      )
    : [...song.people, { personId, role: '', canEdit: item.wantsEdit, share: null }];
  const steps = song.steps.map((step) => (free.has(step.key) ? { ...step, assigneeId: personId } : step));
  changes.push(...songRecord.edit(db, id, { people, steps }));
  if (item.wantsPack !== 'none' && song.packId !== null) {
    const wanted = packs.get(song.packId) ?? new Set();
    packs.set(song.packId, wanted.add(item.wantsPack));
  }
}

function openPack(db: Db, packId: number, personId: number, canEdit: boolean, { changes }: Accepted): void {
  const pack = packRecord.read(db, packId);
  if (!pack) return;
  const known = pack.people.find((person) => person.personId === personId);
  const access = canEdit || known?.access === 'edit' ? ('edit' as const) : ('view' as const);
  const others = pack.people.filter((person) => person !== known);
  changes.push(...packRecord.edit(db, packId, { people: [...others, { personId, access }] }));
}

/** What was granted of songs that came from elsewhere: their steps are one's own now. */
function takeParts(db: Db, item: ExchangeItem, { changes, granted }: Accepted): void {
  const id = item.songId as number;
  const { personId } = currentActor();
  const keys = new Set(item.asks.filter(({ state }) => state === 'free').map(({ key }) => key));
  granted[item.ref] = [...keys];
  if (item.action === 'none' || personId === null) return;
  const { steps } = songRecord.get(db, id);
  const mine = steps.map((step) => (keys.has(step.key) && !step.isDone ? { ...step, assigneeId: personId } : step));
  changes.push(...songRecord.edit(db, id, { steps: mine }));
}

function takeWork(
  { db, platform }: Pick<Context, 'db' | 'platform'>,
  kept: Kept,
  item: ExchangeItem,
  personId: number,
  accepted: Accepted,
  choices: Choices,
): void {
  const { payload } = kept.content;
  const file = payload.songs.find(({ ref }) => ref === item.ref) as FileSong;
  let id = item.songId as number | null;
  if (id === null) {
    const made = songRecord.make(
      db,
      newSong(db, file, { personId, now: platform.now(), before: accepted.newSongs.size }),
    );
    accepted.changes.push(made);
    id = made.itemId;
    linkSong(db, id, file.ref, payload.sender.id);
  } else {
    const chosen = new Map<string, 'mine' | 'theirs'>();
    for (const side of ['mine', 'theirs'] as const) {
      for (const { ref, key } of choices[side]) if (ref === file.ref) chosen.set(key, side);
    }
    const { steps } = mergeWork(db, kept, file, id, songRecord.get(db, id), chosen);
    accepted.changes.push(...songRecord.edit(db, id, { steps }));
    linkSong(db, id, file.ref, originOf(db, id));
  }
  accepted.newSongs.set(file.ref, id);
  accepted.changes.push(...commentChanges(db, id, newComments(db, id, file.comments), personId, payload.sender.name));
}

/** `before` is how many others come from the same file. */
function newSong(
  db: Db,
  file: FileSong,
  { personId, now, before }: { personId: number; now: number; before: number },
): SongState {
  const last = prepare(db, 'SELECT coalesce(max(position), 0) FROM song').pluck().get() as number;
  const position = last + 1 + before;
  const { title, artist, album, year, genre, status, deadline, note, bpm, musicalKey } = file;
  return {
    ...{ title, artist, album, year, genre, status, deadline, note, bpm, musicalKey, position },
    ...{ packId: null, seriesId: null, isOptional: false, artworkHash: null, workflowId: null, bounceFolder: '' },
    ...{ isrc: '', iswc: '', language: '', isExplicit: false, isPublic: false },
    ...{ releasedAt: status === 'released' ? now : null, releaseDescription: '', downloadLink: '', videoLink: '' },
    ownerId: personId,
    createdAt: now,
    steps: file.steps.map((step) => toStep(step, { personOf: personNamed(db), doneBy: personId })),
    // Whoever took it works on it.
    people: ownSeat(currentActor().personId, personId),
    statuses: [{ at: now, status, personId: null }],
    links: [],
  };
}

function ownSeat(me: number | null, ownerId: number): SongState['people'] {
  return me === null || me === ownerId ? [] : [{ personId: me, role: '', canEdit: true, share: null }];
}

/** Comments keep when they were made; who said something is found by name, or stands in the text. */
function commentChanges(
  db: Db,
  songId: number,
  comments: readonly FileComment[],
  senderId: number,
  senderName: string,
): ItemChange[] {
  const personOf = personNamed(db);
  const say = (
    comment: { person: string; at: number; text: string },
    place: { parentId: number | null; atMs: number | null; versionId: number | null },
  ) => {
    const personId = comment.person === senderName ? senderId : personOf(comment.person);
    const text = personId === null && comment.person !== '' ? `${comment.person}: ${comment.text}` : comment.text;
    const state = { songId, ...place, text, personId, isResolved: false, editedAt: null, createdAt: comment.at };
    return songCommentRecord.make(db, state);
  };
  return comments.flatMap((comment) => {
    const place = { atMs: comment.atMs, versionId: versionNumbered(db, songId, comment.versionNumber) };
    const known = findComment(db, songId, comment);
    const made = known === undefined ? [say(comment, { parentId: null, ...place })] : [];
    const parentId = known ?? (made[0]?.itemId as number);
    const replies = comment.replies.filter((reply) => known === undefined || !hasComment(db, songId, reply));
    return [...made, ...replies.map((reply) => say(reply, { parentId, ...place }))];
  });
}

function versionNumbered(db: Db, songId: number, number: number | null): number | null {
  if (number === null) return null;
  const found = prepare(db, 'SELECT id FROM song_version WHERE song_id = ? AND number = ?').pluck();
  return (found.get(songId, number) as number | undefined) ?? null;
}

/** The file's own state: how much of it was taken, now and before. */
function decide(db: Db, kept: Kept, taken: readonly ExchangeItem[], { granted }: Accepted, now: number): ItemChange[] {
  const { content } = kept;
  const approved = [...new Set([...content.approved, ...taken.map(({ ref }) => ref)])];
  const state = stateOf(approved.length, content.payload.songs.length, isWhole(taken, granted));
  const value = contentValue({ ...content, approved, granted: { ...content.granted, ...granted } });
  return exchangeRecord.edit(db, kept.id, { state, content: value, decidedAt: now });
}

/** A part that was asked for and is not granted makes the whole less. */
function isWhole(taken: readonly ExchangeItem[], granted: Accepted['granted']): boolean {
  return taken.every(({ ref, asks }) => asks.length === 0 || asks.length === (granted[ref]?.length ?? 0));
}

function stateOf(approved: number, all: number, isAllOfThem: boolean): ExchangeState['state'] {
  if (approved === 0) return 'rejected';
  return approved === all && isAllOfThem ? 'approved' : 'partlyApproved';
}

/** The request that an answer is about is decided with it. */
function answered(db: Db, { content }: Kept, now: number): ItemChange[] {
  const { payload } = content;
  if (payload.kind !== 'answer') return [];
  const id = prepare(db, `SELECT id FROM exchange WHERE file_id = ? AND direction = 'out' AND state <> 'cancelled'`)
    .pluck()
    .get(payload.requestId) as number | undefined;
  if (id === undefined) return [];
  const request = exchangeRecord.get(db, id);
  const asked = (request.content as unknown as Kept['content']).payload;
  if (asked.kind !== 'request') return [];
  const grants = payload.songs.filter(({ isApproved }) => isApproved);
  const isAll = asked.songs.every(({ ref, steps }) => {
    const grant = grants.find((each) => each.ref === ref);
    return grant && steps.every(({ key }) => grant.steps.includes(key));
  });
  return exchangeRecord.edit(db, id, { state: stateOf(grants.length, asked.songs.length, isAll), decidedAt: now });
}

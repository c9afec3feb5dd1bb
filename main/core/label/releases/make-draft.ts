import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { packRecord } from '#core/studio/pack-records.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { mostCommon, releaseArtist, releaseKind, sharedValue } from './draft-facts.ts';
import { RecordingPlan, type Source, songSource, trackSource } from './place-tracks.ts';
import { newRelease, type ReleaseState, releaseRecord } from './release-records.ts';

type MakeContext = Pick<Context, 'db' | 'history' | 'changes' | 'platform'>;
type Made = { id: ReleaseId; operation: OperationId };

/** What is given, where it is known better than from the tracks. */
type Given = Partial<Pick<ReleaseState, 'title' | 'releaseDate' | 'description' | 'artworkHash' | 'packId'>>;

/** A draft of a pack: its core songs in their order. Throws PACK_NOTHING_READY where it has none. */
export function draftFromPack(context: MakeContext, packId: number): Made {
  const { db } = context;
  const pack = packRecord.get(db, packId);
  const songIds = prepare(db, 'SELECT id FROM song WHERE pack_id = ? AND NOT is_optional ORDER BY position, id')
    .pluck()
    .all(packId) as number[];
  if (songIds.length === 0) throw new AppError('PACK_NOTHING_READY', 'This pack has no songs to release.', { packId });
  return makeDraft(
    context,
    songIds.map((id) => songSource(db, id)),
    {
      title: pack.releaseTitle || pack.name,
      releaseDate: pack.deadline,
      description: pack.releaseDescription,
      ...(pack.artworkHash === null ? {} : { artworkHash: pack.artworkHash }),
      packId,
    },
  );
}

/** Songs in the order given; all of one pack make a draft that says so. */
export function draftFromSongs(context: MakeContext, songIds: readonly number[]): Made {
  const sources = songIds.map((id) => songSource(context.db, id));
  const [packId = null] = sources.map((source) => source.packId);
  const pack =
    packId !== null && sources.length > 1 && sources.every((source) => source.packId === packId)
      ? packRecord.read(context.db, packId)
      : undefined;
  const given = pack
    ? { title: pack.releaseTitle || pack.name, releaseDate: pack.deadline, artworkHash: pack.artworkHash, packId }
    : {};
  return makeDraft(context, sources, given);
}

/** Tracks of the library; one that is a version of a song has what is known of the song. */
export function draftFromTracks(context: MakeContext, trackIds: readonly number[]): Made {
  const sources = trackIds.map((trackId) => trackSource(context.db, trackId));
  return makeDraft(context, sources, {});
}

/** One without tracks. */
export function emptyDraft(context: MakeContext, title: string, artist: string): Made {
  const made = draftState(context, [], { title });
  return applyDraft(context, { ...made.state, artist, kind: 'single' }, []);
}

function makeDraft(context: MakeContext, sources: readonly Source[], given: Given): Made {
  const { state, plan } = draftState(context, sources, given);
  return applyDraft(context, state, plan.changes);
}

function applyDraft(context: MakeContext, state: ReleaseState, recordings: RecordingPlan['changes']): Made {
  const { db, history, changes } = context;
  const change = releaseRecord.make(db, state);
  const { operation } = history.apply('makeRelease', [...recordings, change], state.title);
  changes.add({ topics: ['releases', 'recordings', 'packs'] });
  return { id: change.itemId as ReleaseId, operation: operation as OperationId };
}

function draftState(
  { db, platform }: MakeContext,
  sources: readonly Source[],
  given: Given,
): { state: ReleaseState; plan: RecordingPlan } {
  const now = platform.now();
  const plan = new RecordingPlan(db, now);
  const tracks = sources.map((source) => ({
    ...{ disc: 1, recordingId: plan.take(source), isBonus: false, isInstant: false },
  }));
  const recordings = sources.map(({ recording }) => recording);
  const artist = releaseArtist(recordings.map((recording) => recording.artist));
  const label = sharedValue(sources.map((source) => source.label)) || workspaceName(db);
  const year = (given.releaseDate || new Date(now).toISOString()).slice(0, 4);
  const album = sharedValue(sources.map((source) => source.album));
  const rights = label === '' ? '' : `${year} ${label}`;
  const state: ReleaseState = {
    ...newRelease,
    ...{ artists: [], decisions: [], upcHistory: [], stores: [], ignoredFindings: [] },
    territories: { mode: 'world', codes: [] },
    title: given.title || (tracks.length > 1 && album) || recordings[0]?.title || '',
    artist,
    kind: releaseKind(recordings, artist),
    label,
    genre: mostCommon(recordings.map(({ genre }) => genre)),
    language: mostCommon(recordings.map(({ language }) => language)),
    releaseDate: given.releaseDate ?? '',
    description: given.description ?? '',
    ...{ pLine: rights && `℗ ${rights}`, cLine: rights && `© ${rights}` },
    artworkHash: given.artworkHash ?? sources.find((source) => source.artworkHash !== null)?.artworkHash ?? null,
    packId: given.packId ?? null,
    createdAt: now,
    tracks,
  };
  return { state, plan };
}

function workspaceName(db: Db): string {
  return (prepare(db, 'SELECT name FROM workspace').get() as { name: string }).name;
}

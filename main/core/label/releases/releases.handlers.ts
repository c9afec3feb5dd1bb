import type { Context } from '#core/context.ts';
import { withoutUndefined } from '#core/studio/without-undefined.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { Release, releasesContract } from '#shared/contract/releases.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { approvalOf, decideRelease, submitRelease } from './approval.ts';
import { editableRelease, editRelease } from './edit-release.ts';
import { keptIdentifier } from './kept-identifiers.ts';
import { draftFromPack, draftFromSongs, draftFromTracks, emptyDraft } from './make-draft.ts';
import { planPlaces } from './place-tracks.ts';
import { type ReleaseState, releaseRecord } from './release-records.ts';
import { findRelease, listNamedPeople, listReleases, listReleaseTracks } from './releases.repository.ts';

export function releasesHandlers(context: Context): Handlers<typeof releasesContract> {
  const { db, history, changes, platform } = context;

  return {
    'releases.list': () => listReleases(db),
    'releases.get': ({ id }) => {
      const release = findRelease(db, id);
      const { decisions, ignoredFindings, state } = releaseRecord.get(db, id);
      const tracks = listReleaseTracks(db, id);
      const named = [...release.artists, ...decisions].map(({ personId }) => personId);
      const ofTracks = tracks.flatMap(({ artists, credits, writers }) => [...artists, ...credits, ...writers]);
      return {
        ...release,
        ignoredFindings,
        approval: approvalOf(db, { state, decisions }),
        decisions: decisions as (ReleaseState['decisions'][number] & { personId: never })[],
        tracks,
        people: listNamedPeople(db, [...named, ...ofTracks.map(({ personId }) => personId)]),
      };
    },

    'releases.make': ({ title, artist }) => emptyDraft(context, title, artist),
    'releases.makeFromPack': ({ packId }) => draftFromPack(context, packId),
    'releases.makeFromSongs': ({ songIds }) => draftFromSongs(context, songIds),
    'releases.makeFromTracks': ({ trackIds }) => draftFromTracks(context, trackIds),
    'releases.duplicate': ({ id, versionTitle }) => {
      const before = releaseRecord.get(db, id);
      const state: ReleaseState = {
        ...before,
        ...{ versionTitle, state: 'draft', decisions: [], catalogueNumber: '', upc: '', upcHistory: [], grid: '' },
        ...{ releaseDate: '', preorderDate: '', ignoredFindings: [], archivedAt: null, createdAt: platform.now() },
        originalReleaseDate: before.originalReleaseDate || before.releaseDate,
      };
      const change = releaseRecord.make(db, state);
      const { operation } = history.apply('makeRelease', [change], state.title);
      changes.add({ topics: ['releases', 'packs'] });
      return { id: change.itemId as ReleaseId, operation: operation as OperationId };
    },

    'releases.edit': ({ id, patch }) => editRelease(context, id, keptPatch(releaseRecord.get(db, id), patch)),
    'releases.setTracks': ({ id, tracks }) => {
      const plan = planPlaces(db, tracks, platform.now());
      return editRelease(context, id, { tracks: plan.tracks }, plan.changes);
    },

    'releases.submit': ({ id, note }) => submitRelease(context, id, 'submitted', note),
    'releases.withdraw': ({ id }) => submitRelease(context, id, 'withdrawn', ''),
    'releases.approve': ({ id, note }) => decideRelease(context, id, 'approved', note),
    'releases.askChanges': ({ id, note }) => decideRelease(context, id, 'changesAsked', note),
    'releases.archive': ({ id, isArchived }) => {
      const { title, archivedAt } = editableRelease(db, id);
      if ((archivedAt !== null) === isArchived) return { operation: null };
      const edits = releaseRecord.edit(db, id, { archivedAt: isArchived ? platform.now() : null });
      const { operation } = history.apply('editRelease', edits, title);
      changes.add({ topics: ['releases', 'packs'] });
      return { operation };
    },
    'releases.remove': ({ id }) => {
      const { title } = editableRelease(db, id);
      const { operation } = history.apply('editRelease', [releaseRecord.remove(db, id)], title);
      changes.add({ topics: ['releases', 'recordings', 'packs'] });
      return { operation };
    },
  };
}

type Patch = { [Key in keyof Release]?: Release[Key] | undefined };

/** With its codes in the form they are kept in. Throws IDENTIFIER_INVALID. */
function keptPatch(before: ReleaseState, patch: Patch): Partial<ReleaseState> {
  const { upc, grid, upcHistory } = patch;
  return {
    ...(withoutUndefined(patch) as Partial<ReleaseState>),
    ...(upc === undefined ? {} : { upc: keptIdentifier('upc', upc, [before.upc]) }),
    ...(grid === undefined ? {} : { grid: keptIdentifier('grid', grid, [before.grid]) }),
    ...(upcHistory === undefined
      ? {}
      : { upcHistory: upcHistory.map((each) => keptIdentifier('upc', each, before.upcHistory)) }),
  };
}

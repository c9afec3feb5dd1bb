import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import { listTagged } from '#core/tags/tag-values.ts';
import type { Handlers } from '#shared/contract/define.ts';
import {
  type Candidate,
  type EnrichField,
  type enrichContract,
  enrichFields,
  type LookUp,
} from '#shared/contract/enrich.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { TagEditRequest } from '#shared/contract/tags.ts';
import { AppError } from '#shared/errors.ts';
import { cleanValues } from '#shared/tags/edit-fields.ts';
import type { LookUpInput } from './look-up-task.ts';
import { dropLookUps, findLookUp, keepLookUp, listLookUps } from './look-ups.repository.ts';

type Choice = { id: TrackId; candidate: Candidate; fields: readonly EnrichField[]; coverHash: string | null };

export function enrichHandlers(context: Context): Handlers<typeof enrichContract> {
  const { db, connectors, tags, changes, platform, apis } = context;

  return {
    'enrich.lookUp': async ({ ids }) => {
      await connectors.access('musicbrainz');
      db.transaction(() => {
        for (const id of ids) {
          keepLookUp(db, id, { state: 'waiting', error: null, candidates: [] }, platform.now());
        }
        connectors.queue.add('musicbrainz', 'lookUp', { ids } satisfies LookUpInput);
      })();
      changes.add({ topics: ['connectors'] });
    },

    'enrich.list': ({ start, count }) => {
      const all = listLookUps(db);
      const page = all.slice(start, start + count);
      const ids = page.map(({ trackId }) => trackId);
      const rows = new Map(getRows(db, ids).map((row) => [row.id as number, row]));
      const current = readCurrent(ids);
      const lookUps = page.flatMap(({ trackId, lookUp }): LookUp[] => {
        const track = rows.get(trackId);
        return track ? [{ track, current: current.get(trackId) ?? {}, ...lookUp }] : [];
      });
      return { total: all.length, lookUps };
    },

    'enrich.cover': async ({ releaseId }) => {
      const bytes = await apis.musicbrainz.cover(releaseId);
      if (!bytes) return null;
      const { hash, width, height } = await tags.pictures.add(bytes);
      return { hash, width, height };
    },

    'enrich.apply': ({ choices }) =>
      apply(
        choices.map(({ id, candidateId, ...rest }) => {
          const candidate = findLookUp(db, id)?.candidates.find((each) => each.id === candidateId);
          if (!candidate) throw new AppError('NOT_FOUND', 'That is no longer among what was found.', { id });
          return { id, candidate, ...rest };
        }),
      ),

    'enrich.applyAll': ({ minimumScore, onlyEmpty }) => {
      const found = listLookUps(db).flatMap(({ trackId, lookUp }) => {
        const [best] = lookUp.candidates;
        return best && best.score >= minimumScore ? [{ id: trackId as TrackId, candidate: best }] : [];
      });
      const current = readCurrent(found.map(({ id }) => id));
      return apply(
        found.map(({ id, candidate }) => {
          const known = enrichFields.filter((field) => candidate.fields[field] !== undefined);
          const fields = onlyEmpty ? known.filter((field) => (current.get(id)?.[field] ?? '') === '') : known;
          return { id, candidate, fields, coverHash: null };
        }),
      );
    },

    'enrich.dismiss': ({ ids }) => {
      dropLookUps(db, ids);
      changes.add({ topics: ['connectors'] });
    },
  };

  /** What the fields are now; those without a column are known where they were edited. */
  function readCurrent(ids: readonly number[]): Map<number, LookUp['current']> {
    return new Map(
      listTagged(db, ids).map(({ id, values }) => {
        const current: LookUp['current'] = {};
        for (const field of enrichFields) {
          const known = values.get(field);
          if (known) current[field] = known.join(', ');
        }
        return [id, current];
      }),
    );
  }

  async function apply(choices: readonly Choice[]) {
    const edits = choices.flatMap(editsOf);
    const result = edits.length > 0 ? await tags.edit(edits, 'enrich') : { operation: null, count: 0 };
    db.transaction(() => {
      const link = prepare(
        db,
        `INSERT INTO service_link (service, track_id, item, confidence, at) SELECT 'musicbrainz', id, ?, ?, ?
         FROM track WHERE id = ?
         ON CONFLICT (service, track_id) DO UPDATE SET item = excluded.item, confidence = excluded.confidence`,
      );
      for (const { id, candidate } of choices) link.run(candidate.recordingId, candidate.score, platform.now(), id);
      dropLookUps(
        db,
        choices.map(({ id }) => id),
      );
    })();
    changes.add({ topics: ['connectors'] });
    return result;
  }
}

function editsOf({ id, candidate, fields, coverHash }: Choice): TagEditRequest[] {
  const edits = fields.flatMap((field): TagEditRequest[] => {
    const value = candidate.fields[field];
    // Of what strangers typed, what cannot stand in a tag is left out.
    const isFit = value !== undefined && 'values' in cleanValues(field, [value]);
    return isFit ? [{ ids: [id], field, values: [value], mode: 'set' }] : [];
  });
  return coverHash === null ? edits : [...edits, { ids: [id], field: 'cover', values: [coverHash], mode: 'set' }];
}

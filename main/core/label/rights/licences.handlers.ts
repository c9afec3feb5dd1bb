import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Licence, LicenceId, licencesContract } from '#shared/contract/licences.ts';
import type { AssetRef } from '#shared/contract/rights.ts';
import { doOverlap } from '#shared/rights.ts';
import { getAsset } from './assets.ts';
import { hashesOf, requireSpan } from './rights-changes.ts';
import { licenceRecord } from './rights-records.ts';

/** Music in pictures: offers, and what became of them. */
export function licencesHandlers(context: Context): Handlers<typeof licencesContract> {
  const { db, history, changes, platform, receipts } = context;
  const apply = (made: readonly ItemChange[], subject: string) => {
    const { operation } = history.apply('editLicence', made, subject);
    changes.add({ topics: ['rights'] });
    return { operation };
  };

  return {
    'licences.list': ({ asset }) => {
      // What was agreed is seen by all who see releases; what it brings, which its papers say too, by those who see money.
      const mayRead = actorMay('viewRoyalties');
      const all = listLicences(db).map((each) => (mayRead ? each : { ...each, feeMinor: null, documents: [] }));
      return asset ? all.filter((each) => each.asset.kind === asset.kind && each.asset.id === asset.id) : all;
    },

    'licences.make': async ({ asset, fields }) => {
      await receipts.require(hashesOf(fields));
      getAsset(db, asset);
      requireSpan(fields);
      const state = { ...fields, assetKind: asset.kind, assetId: asset.id, createdAt: platform.now() };
      const made = licenceRecord.make(db, state);
      return { ...apply([made], fields.title), id: made.itemId as LicenceId };
    },

    'licences.edit': async ({ id, patch }) => {
      await receipts.require(hashesOf(patch));
      const before = licenceRecord.get(db, id);
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const after = { ...before, ...given };
      requireSpan(after);
      return apply(licenceRecord.edit(db, id, given), after.title);
    },

    'licences.remove': ({ id }) => {
      const { title } = licenceRecord.get(db, id);
      return apply([licenceRecord.remove(db, id)], title);
    },
  };
}

type Row = Omit<Licence, 'asset' | 'territories' | 'documents' | 'isExclusive' | 'clashesWith'> & {
  kind: AssetRef['kind'];
  assetId: number;
  territories: string;
  documents: string;
  isExclusive: 0 | 1;
};

/** Agreed and offered ones first, the newest of them first. */
function listLicences(db: Db): Licence[] {
  const rows = prepare(
    db,
    `SELECT licence.id, asset_kind AS kind, asset_id AS assetId, licence.title, licensee, use, licence.state, licence.territories,
       from_day AS fromDay, to_day AS toDay, is_exclusive AS isExclusive, fee_minor AS feeMinor, currency, licence.note, documents,
       coalesce(recording.title, work.title, release.title, '') AS assetTitle,
       coalesce(recording.artist, release.artist, '') AS assetArtist
     FROM licence
       LEFT JOIN recording ON asset_kind = 'recording' AND recording.id = asset_id
       LEFT JOIN work ON asset_kind = 'work' AND work.id = asset_id
       LEFT JOIN release ON asset_kind = 'release' AND release.id = asset_id
     ORDER BY CASE licence.state WHEN 'agreed' THEN 0 WHEN 'offered' THEN 1 WHEN 'open' THEN 2 ELSE 3 END, licence.id DESC`,
  ).all() as Row[];
  const licences = rows.map(({ kind, assetId, ...row }) => ({
    ...row,
    asset: { kind, id: assetId },
    territories: JSON.parse(row.territories) as Licence['territories'],
    documents: JSON.parse(row.documents) as Licence['documents'],
    isExclusive: row.isExclusive === 1,
  }));
  const agreed = Map.groupBy(
    licences.filter(({ state }) => state === 'agreed'),
    ({ asset, use }) => `${asset.kind} ${asset.id} ${use}`,
  );
  return licences.map((licence) => {
    const { asset, use, id, isExclusive } = licence;
    const others = licence.state === 'agreed' ? (agreed.get(`${asset.kind} ${asset.id} ${use}`) ?? []) : [];
    const clashing = others.filter(
      (other) => other.id !== id && (isExclusive || other.isExclusive) && doOverlap(licence, other),
    );
    return { ...licence, clashesWith: clashing.map((other) => other.id) };
  });
}

import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';
import type { LintFinding, LintFix, LintReport } from '#shared/contract/lint.ts';
import type { RecordingId } from '#shared/contract/studio-ids.ts';
import { readDeliveryNews, readDeliveryStates } from './delivery-news.ts';
import type { Finding, FixChange } from './finding.ts';
import type { LintArtist, LintInput } from './lint-input.ts';
import { lintRelease } from './lint-release.ts';
import { firstPossibleFriday, planDates } from './plan-dates.ts';
import { releaseQuality } from './quality-score.ts';

/** Everything the lint has to say of a release. */
export function lintReport(db: Db, releaseId: number, input: LintInput): LintReport {
  const deliveries = readDeliveryStates(db, releaseId);
  const { findings, stores } = lintRelease(input);
  const { release, today, library } = input;
  const known = library.stores;
  const plan = planDates(release.releaseDate, release.stores, today, known);
  const atDay = plan ?? planDates(today, release.stores, today, known);
  const facts = release.artwork?.facts ?? null;
  return {
    findings: findings.map((finding) => toWindow(finding, input)),
    stores: stores.map((verdict) => {
      const at = atDay?.stores.find(({ store }) => store === verdict.store);
      return {
        ...verdict,
        name: known.get(verdict.store)?.name ?? verdict.store,
        delivery: deliveries.get(verdict.store) ?? null,
        leadDays: at?.leadDays ?? 0,
        deliverBy: plan === null ? '' : (at?.deliverBy ?? ''),
        isLate: plan !== null && (at?.isLate ?? false),
      };
    }),
    today,
    dates: plan,
    firstFriday: firstPossibleFriday(release.stores, today, known) ?? '',
    quality: releaseQuality(input),
    artwork: facts && {
      ...{
        width: facts.width,
        height: facts.height,
        format: facts.format,
        space: facts.space,
        sizeBytes: facts.sizeBytes,
      },
    },
    lastDeliveries: readDeliveryNews(db, known),
    shares: countShares(db, input),
  };
}

/** A finding as windows get it. */
function toWindow({ place, fix, stores, span, ...finding }: Finding, input: LintInput): LintFinding {
  return {
    ...finding,
    span: span === null ? null : [span[0], span[1]],
    stores: [...stores],
    place:
      place.of === 'release' ? place : { ...place, recordingId: (input.tracks[place.track]?.id ?? 0) as RecordingId },
    fix: fix && toWindowFix(fix.change, fix, place.of === 'track' ? place.track : null),
  };
}

function toWindowFix(
  change: FixChange,
  { label, values, isSafe }: Pick<LintFix, 'label' | 'isSafe'> & { values: Readonly<LintFix['values']> },
  track: number | null,
): LintFix {
  const patch =
    change.kind !== 'patch'
      ? {}
      : track === null
        ? change.release
        : Object.assign({}, ...change.tracks.filter((one) => one.track === track).map((one) => one.patch));
  const after = Object.entries(patch).map(([field, value]) => ({
    field: field as LintFix['after'][number]['field'],
    text: Array.isArray(value) ? '' : String(value),
    artists: Array.isArray(value) ? (value as LintArtist[]).map(({ name, role }) => ({ name, role })) : null,
  }));
  return { kind: change.kind, label, values, isSafe, after };
}

function countShares(db: Db, { tracks }: LintInput): LintReport['shares'] {
  const sums = tracks.map(({ shares }) => [shares.master, shares.composition].filter((sum) => sum !== null));
  const shared = sums.filter((each) => each.length > 0);
  const ids = new Set(
    tracks.flatMap(({ credits, writers }) => [...credits, ...writers].filter(hasShare).map(({ personId }) => personId)),
  );
  const withAccount = prepare(
    db,
    `SELECT count(DISTINCT person_id) FROM payee
     WHERE iban <> '' AND person_id IN (SELECT value FROM json_each(?))`,
  )
    .pluck()
    .get(JSON.stringify([...ids])) as number;
  return {
    tracks: shared.length,
    whole: shared.filter((each) => each.every((sum) => sum === 1_000_000)).length,
    people: ids.size,
    withoutAccount: ids.size - withAccount,
  };
}

function hasShare(credit: { share?: number | null }): boolean {
  return credit.share !== null && credit.share !== undefined && credit.share > 0;
}

import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { AppError } from '#shared/errors.ts';
import { requireWhole } from '../contract-changes.ts';
import { contractRecord } from '../royalty-records.ts';
import { contractOfSplit, PayeeMaker, type Split } from './import-splits.ts';

/** Hundredths of a percent in a recording's credits. */
const perCredit = 100;

type Row = { id: number; title: string; credits: string };

/**
 * Contracts of a release's tracks by the shares of their credits; tracks that are shared alike have one. Throws SPLIT_NOT_WHOLE,
 * NOT_FOUND.
 */
export function splitsOfCredits(
  db: Db,
  { releaseId, artistRate, currency }: { releaseId: number; artistRate: number; currency: string },
  now: number,
): ValueChange[] {
  const rows = prepare(
    db,
    `SELECT recording.id, recording.title, recording.credits FROM release_track JOIN recording ON recording.id = recording_id
     WHERE release_id = ? GROUP BY recording.id ORDER BY min(position)`,
  ).all(releaseId) as Row[];
  if (rows.length === 0) {
    throw new AppError('NOT_FOUND', 'That release has no tracks.', { kind: 'release', id: releaseId });
  }
  const maker = new PayeeMaker(db, currency, now);
  const splits = new Map<string, Split>();
  for (const { id, title, credits } of rows) {
    const payees = payeesOf(credits, maker);
    requireWhole(
      payees.map(({ share }) => share),
      title,
    );
    const key = JSON.stringify(payees);
    const known = splits.get(key);
    if (known) known.recordingIds.push(id);
    else splits.set(key, { recordingIds: [id], name: title, side: 'master', currency, artistRate, payees });
  }
  return [...maker.made, ...[...splits.values()].map((split) => contractRecord.make(db, contractOfSplit(split, now)))];
}

/** Who has a share, each once, whatever their roles. */
function payeesOf(credits: string, maker: PayeeMaker): { payeeId: number; share: number }[] {
  const shares = new Map<number, number>();
  for (const { personId, share } of JSON.parse(credits) as { personId: number; share: number | null }[]) {
    if (!share) continue;
    const payeeId = maker.findPerson(personId);
    shares.set(payeeId, (shares.get(payeeId) ?? 0) + share * perCredit);
  }
  return [...shares].sort(([one], [other]) => one - other).map(([payeeId, share]) => ({ payeeId, share }));
}

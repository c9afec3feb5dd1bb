import { type Db, prepare } from '#core/db/query.ts';

/** Everything that a calculation may depend on. */
const kinds = [
  ...['importStatement', 'editStatement', 'matchStatement', 'editContract', 'editPayee', 'editLedger', 'editPeriod'],
  ...['payRoyalties', 'makeRelease', 'editRelease', 'makeRecording', 'editRecording', 'editPerson', 'mergePeople'],
  ...['removePerson', 'makePerson'],
]
  .map((kind) => `'${kind}'`)
  .join(', ');

/** Another one when something may have changed that royalties are counted from. */
export function stampOf(db: Db): string {
  const operation = prepare(db, `SELECT id FROM operation WHERE kind IN (${kinds}) ORDER BY id DESC LIMIT 1`)
    .pluck()
    .get();
  const statement = prepare(
    db,
    `SELECT count(*) || ' ' || coalesce(max(changed_at), 0) || ' ' || coalesce(sum(is_difference_known), 0)
     FROM statement WHERE state = 'counted'`,
  );
  const items = prepare(
    db,
    // Matching goes on by itself, and two items may have taken each other's place.
    `SELECT count(*) || ' ' || coalesce(sum(id % 99991 * recording_id % 999983), 0)
       || ' ' || coalesce(sum(id % 99991 * release_id % 999983), 0) || ' ' || coalesce(sum((match_method = 'ignored') * id), 0)
     FROM statement_item`,
  );
  const closed = prepare(db, 'SELECT count(*) FROM royalty_period WHERE closed_at IS NOT NULL');
  return [operation ?? 0, ...[statement, items, closed].map((query) => query.pluck().get())].join(' · ');
}

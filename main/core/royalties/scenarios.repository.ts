import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import { royaltyScenario } from '#shared/contract/royalties.ts';

type Row = { id: number; name: string; changes: string };

/** Copies of a period under other terms, the newest first. One that this build cannot read is left out. */
export function listScenarios(db: Db, periodId: number): z.output<typeof royaltyScenario>[] {
  const rows = prepare(db, 'SELECT id, name, changes FROM royalty_scenario WHERE period_id = ? ORDER BY id DESC').all(
    periodId,
  ) as Row[];
  return rows.flatMap(({ id, name, changes }) => {
    const parsed = royaltyScenario.safeParse({ id, name, changes: JSON.parse(changes) });
    return parsed.success ? [parsed.data] : [];
  });
}

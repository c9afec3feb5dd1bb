import { type Db, prepare } from '#core/db/query.ts';
import type { Income } from '#shared/contract/income.ts';
import { workspaceCurrency } from '../exchange-rates.ts';

type IncomeRow = {
  id: Income['id'];
  project_id: Income['projectId'];
  project_name: string | null;
  song_id: Income['songId'];
  pack_id: Income['packId'];
  release_id: Income['releaseId'];
  date: string;
  kind: Income['kind'];
  note: string;
  amount_minor: number;
  currency: string;
  fx_rate: string;
  workspace_minor: number;
  created_at: number;
};

/** Newest day first. */
export function listIncomes(db: Db, projectId: number | undefined): Income[] {
  const rows = prepare(
    db,
    `SELECT i.*, project.name AS project_name FROM income i LEFT JOIN project ON project.id = i.project_id
     WHERE @projectId IS NULL OR i.project_id = @projectId ORDER BY i.date DESC, i.id DESC`,
  ).all({ projectId: projectId ?? null }) as IncomeRow[];
  const own = workspaceCurrency(db);
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    projectName: row.project_name ?? '',
    songId: row.song_id,
    packId: row.pack_id,
    releaseId: row.release_id,
    date: row.date,
    kind: row.kind,
    note: row.note,
    amountMinor: row.amount_minor,
    currency: row.currency,
    fxRate: row.fx_rate,
    workspaceMinor: row.workspace_minor,
    workspaceCurrency: own,
    createdAt: row.created_at,
  }));
}

import { type Db, prepare } from '#core/db/query.ts';
import { type ReportId, reportDefinition, type SavedReport } from '#shared/contract/reports.ts';

/** By name; one whose definition this version does not understand is left out. */
export function listSavedReports(db: Db): SavedReport[] {
  const rows = prepare(db, 'SELECT id, name, definition FROM saved_report ORDER BY name COLLATE NOCASE, id').all() as {
    id: ReportId;
    name: string;
    definition: string;
  }[];
  return rows.flatMap(({ id, name, definition }) => {
    const parsed = reportDefinition.safeParse(JSON.parse(definition));
    return parsed.success ? [{ id, name, definition: parsed.data }] : [];
  });
}

import { openLibrary } from '../main/core/db/open-library.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A workspace of an owner, a manager and an employee who worked this week, longer than a project's budget allows. */
export function prepareTeamWeek(home: string): void {
  const { db, close } = openLibrary(home);
  db.exec(`
    INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES
      (1, 'Mara Elin', '["artist"]', 'owner', 0, 0), (2, 'Tomas Wrede', '[]', 'manager', 0, 0),
      (3, 'Kit Okafor', '[]', 'employee', 0, 0);
    UPDATE workspace SET name = 'Lantern Row', time_zone = 'UTC', active_person_id = 1;
    INSERT INTO project (id, name, currency, budget_minutes, is_billable, rate_minor, created_at, changed_at)
      VALUES (1, 'Tide Office', 'EUR', 240, 1, 6500, 0, 0);
    INSERT INTO income (project_id, date, kind, amount_minor, currency, workspace_minor, created_at)
      VALUES (1, '${new Date(mondayOfUtc()).toISOString().slice(0, 10)}', 'royalties', 88040, 'EUR', 88040, 0);`);
  const insert = db.prepare(`INSERT INTO time_entry
    (person_id, project_id, start_at, end_at, time_zone, is_billable, rate_minor, currency, rate_source, created_at, changed_at)
    VALUES (3, 1, ?, ?, 'UTC', 1, 6500, 'EUR', 'project', 0, 0)`);
  const monday = mondayOfUtc();
  insert.run(monday + 8 * hourMs, monday + 11 * hourMs);
  insert.run(monday + 12 * hourMs, monday + 14 * hourMs + 40 * 60_000);
  close();
}

function mondayOfUtc(): number {
  const today = Math.floor(Date.now() / dayMs);
  return (today - ((today + 3) % 7)) * dayMs;
}

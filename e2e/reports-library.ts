import { openLibrary } from '../main/core/db/open-library.ts';

/** A workspace with a client's project and one of its own, hours of this month in UTC, an expense in dollars and income. */
export function prepareReports(home: string): void {
  const { db, close } = openLibrary(home);
  const month = new Date().toISOString().slice(0, 7);
  db.exec(`
    INSERT INTO person (id, name, roles, member_role, address, created_at, changed_at) VALUES
      (1, 'Mara Elin', '["artist"]', 'owner', '', 0, 0), (2, 'Κώστας Иванов', '[]', NULL, '', 0, 0),
      (3, 'Foil & Feather', '["client"]', NULL, 'Foil Lane 1', 0, 0);
    UPDATE workspace SET name = 'Lantern Row', time_zone = 'UTC', address = 'Quay Street 4', active_person_id = 1;
    INSERT INTO project (id, name, client_id, currency, is_billable, colour, created_at, changed_at)
      VALUES (1, 'Remix', 3, 'EUR', 1, '#cd76b1', 0, 0), (2, 'Harbour Songs', NULL, 'EUR', 0, '', 0, 0);
    INSERT INTO expense (person_id, project_id, date, category, amount_minor, currency, fx_rate, workspace_minor, state,
      created_at, changed_at) VALUES (1, 1, '${month}-01', 'Travel', 8450, 'USD', '0.921', 7782, 'approved', 0, 0);
    INSERT INTO income (project_id, date, kind, amount_minor, currency, workspace_minor, created_at)
      VALUES (1, '${month}-01', 'royalties', 88040, 'EUR', 88040, 0);`);
  const insert = db.prepare(`INSERT INTO time_entry (person_id, project_id, start_at, end_at, time_zone, is_billable,
    rate_minor, currency, note, created_at, changed_at) VALUES (?, ?, ?, ?, 'UTC', ?, ?, 'EUR', ?, 0, 0)`);
  const at = (time: string) => Date.parse(`${month}-01T${time}:00Z`);
  insert.run(2, 1, at('09:00'), at('10:05'), 1, 6000, 'Second verse');
  insert.run(1, 1, at('11:00'), at('12:00'), 1, 6000, '=HYPERLINK("x")');
  insert.run(1, 2, at('13:00'), at('14:00'), 0, null, '');
  close();
}

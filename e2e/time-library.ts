import { openLibrary } from '../main/core/db/open-library.ts';

/** A library with a project, a song with steps, and two entries of the first day of last week that overlap; no timer of a test runs into them. */
export function prepareTime(home: string): void {
  const { db, close } = openLibrary(home);
  db.exec(`
    INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES (1, 'Mara', '["artist"]', 'owner', 0, 0);
    UPDATE workspace SET time_zone = 'Europe/Berlin', active_person_id = 1;
    INSERT INTO project (id, name, currency, is_billable, rate_minor, budget_minutes, colour, created_at, changed_at)
      VALUES (1, 'Harbour Songs', 'EUR', 1, 6500, 600, 'orange', 0, 0);
    INSERT INTO task (id, project_id, name, created_at) VALUES (1, 1, 'Remix', 0), (2, 1, 'Recall after notes', 0);
    INSERT INTO song (id, title, status, created_at, changed_at) VALUES (1, 'Copper Thread', 'inProgress', 0, 0);
    INSERT INTO song_step (song_id, position, key, name) VALUES (1, 0, 'vocals', 'Vocals');
    UPDATE project SET song_id = 1;`);
  const insert = db.prepare(`INSERT INTO time_entry
    (person_id, project_id, task_id, start_at, end_at, time_zone, is_billable, created_at, changed_at)
    VALUES (1, 1, ?, ?, ?, 'Europe/Berlin', 1, 0, 0)`);
  const at = (time: string) => Date.parse(`${lastMonday()}T${time}:00${berlinOffset()}`);
  insert.run(1, at('09:00'), at('10:35'));
  insert.run(2, at('10:10'), at('11:00'));
  close();
}

/** The same with a timer that began two hours ago and was last seen an hour ago: the program was killed then. */
export function prepareIdle(home: string): void {
  prepareTime(home);
  const { db, close } = openLibrary(home);
  const hour = 3_600_000;
  db.prepare(
    `INSERT INTO time_entry (person_id, project_id, song_id, step_key, start_at, time_zone, source, created_at, changed_at)
     VALUES (1, 1, 1, 'vocals', ?, 'Europe/Berlin', 'timer', 0, 0)`,
  ).run(Date.now() - 2 * hour);
  db.prepare('INSERT INTO timer_pulse (person_id, seen_at) VALUES (1, ?)').run(Date.now() - hour);
  close();
}

/** The first day of last week in Berlin. */
function lastMonday(): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(Date.now());
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) - 7);
  return day.toISOString().slice(0, 10);
}

/** '+01:00' or '+02:00', as on that Monday at ten. */
function berlinOffset(): string {
  const noon = Date.parse(`${lastMonday()}T09:00:00Z`);
  const form = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' });
  return (
    form
      .formatToParts(noon)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', '') ?? '+01:00'
  );
}

import { type Db, prepare } from '#core/db/query.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId, SongId } from '#shared/contract/studio-ids.ts';

type Choice<Id> = { id: Id; name: string };

const byName = 'ORDER BY name COLLATE NOCASE, id';

/** What has time or money, by name. */
export function listReportChoices(db: Db) {
  const list = <Row>(sql: string) => prepare(db, sql).all() as Row[];
  return {
    people: list<Choice<PersonId>>(
      `SELECT id, name FROM person WHERE removed_at IS NULL AND (member_role IS NOT NULL
         OR id IN (SELECT person_id FROM time_entry) OR id IN (SELECT person_id FROM expense)) ${byName}`,
    ),
    projects: list<Choice<ProjectId> & { clientId: PersonId | null }>(
      `SELECT id, name, client_id AS clientId FROM project ${byName}`,
    ),
    clients: list<Choice<PersonId>>(
      `SELECT id, name FROM person WHERE id IN (SELECT client_id FROM project) ${byName}`,
    ),
    songs: list<Choice<SongId>>(
      `SELECT id, title AS name FROM song WHERE id IN (SELECT song_id FROM time_entry)
         OR id IN (SELECT song_id FROM project) OR id IN (SELECT song_id FROM task)
         OR id IN (SELECT song_id FROM expense) OR id IN (SELECT song_id FROM income) ${byName}`,
    ),
    tags: prepare(
      db,
      `SELECT DISTINCT tag.value FROM time_entry, json_each(time_entry.tags) AS tag WHERE tags <> '[]' ORDER BY 1`,
    )
      .pluck()
      .all() as string[],
  };
}

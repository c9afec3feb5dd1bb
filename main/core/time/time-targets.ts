import { type Db, prepare } from '#core/db/query.ts';
import type { Output } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId, SongId, TaskId } from '#shared/contract/studio-ids.ts';
import type { TimeTarget } from '#shared/contract/time.ts';
import { foldText } from '#shared/fold-text.ts';
import { toNames } from './entries.repository.ts';
import { preferencesOf } from './time-preferences.ts';
import { targetKey } from './week-grid.ts';

type Target = Output<'time.targets'>[number];

type TargetRow = Parameters<typeof toNames>[0] & {
  project_id: number | null;
  task_id: number | null;
  song_id: number | null;
  step_key: string;
  is_billable: number | null;
};

/** As many songs as are looked through for what was typed; more are found by typing more. */
const mostSongs = 2000;

/** Tasks and projects that are open, songs in progress with their steps, and what a person's time was spent on before. */
const selectTargets = `
  WITH target AS (
    SELECT project_id, task_id, song_id, step_key FROM (SELECT DISTINCT project_id, task_id, song_id, step_key
      FROM time_entry WHERE person_id = @personId AND start_at > @since)
    UNION SELECT id, NULL, NULL, '' FROM project WHERE status IN ('planned', 'active', 'onHold')
    UNION SELECT task.project_id, task.id, task.song_id, task.step_key FROM task
      JOIN project ON project.id = task.project_id
      WHERE task.status = 'open' AND project.status IN ('planned', 'active', 'onHold')
    UNION SELECT own.project_id, NULL, own.id, coalesce(song_step.key, '') FROM (
        SELECT song.id, (SELECT project.id FROM project WHERE (project.song_id = song.id OR project.pack_id = song.pack_id)
            AND project.status IN ('planned', 'active', 'onHold')
            ORDER BY project.song_id IS NULL, project.status = 'active' DESC, project.id LIMIT 1) AS project_id
          FROM song WHERE status <> 'released' ORDER BY status = 'inProgress' DESC, changed_at DESC LIMIT ${mostSongs}
      ) AS own LEFT JOIN song_step ON song_step.song_id = own.id AND song_step.is_enabled = 1 AND song_step.is_done = 0
  )
  SELECT target.*, project.name AS project_name, project.colour AS project_colour, project.is_billable,
    client.name AS client_name, pack.name AS pack_name, task.name AS task_name, song.title AS song_title,
    song_step.name AS step_name
  FROM target LEFT JOIN project ON project.id = target.project_id
    LEFT JOIN person AS client ON client.id = project.client_id
    LEFT JOIN pack ON pack.id = project.pack_id
    LEFT JOIN task ON task.id = target.task_id
    LEFT JOIN song ON song.id = target.song_id
    LEFT JOIN song_step ON song_step.song_id = target.song_id AND song_step.key = target.step_key`;

const monthMs = 31 * 86_400_000;

/** What is searched by every word of a text; favourites first, then what was used last, then by name. */
export function findTargets(
  db: Db,
  { personId, text, limit, now }: { personId: PersonId; text: string; limit: number; now: number },
): Target[] {
  const favourites = new Set(preferencesOf(db, personId).favourites.map(targetKey));
  const lastUsed = lastUses(db, personId, now - 3 * monthMs);
  const words = foldText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const rows = prepare(db, selectTargets).all({ personId, since: now - 3 * monthMs }) as TargetRow[];
  const found = rows.flatMap((row): Target[] => {
    const target: TimeTarget = {
      projectId: row.project_id as ProjectId | null,
      taskId: row.task_id as TaskId | null,
      songId: row.song_id as SongId | null,
      stepKey: row.step_key,
    };
    const names = toNames(row);
    const isEmpty = names.project === '' && names.song === '';
    const searched = foldText([names.project, names.task, names.song, names.step, names.client, names.pack].join(' '));
    if (isEmpty || !words.every((word) => searched.includes(word))) return [];
    const key = targetKey(target);
    return [
      {
        ...target,
        names,
        isBillable: row.is_billable === 1,
        isFavourite: favourites.has(key),
        lastAt: lastUsed.get(key) ?? null,
      },
    ];
  });
  // A step that is worked on for a project is not offered again without one.
  const inProject = new Set(found.flatMap((each) => (each.projectId === null ? [] : [songKey(each)])));
  return found
    .filter((each) => each.projectId !== null || each.songId === null || !inProject.has(songKey(each)))
    .sort(byUse)
    .slice(0, limit);
}

function songKey({ songId, stepKey }: TimeTarget): string {
  return `${songId ?? ''}/${stepKey}`;
}

function byUse(one: Target, other: Target): number {
  const favour = Number(other.isFavourite) - Number(one.isFavourite);
  return favour || (other.lastAt ?? 0) - (one.lastAt ?? 0) || nameOf(one).localeCompare(nameOf(other), 'en');
}

function nameOf({ names }: Target): string {
  return [names.project, names.song, names.task, names.step].join(' ');
}

function lastUses(db: Db, personId: number, since: number): Map<string, number> {
  const rows = prepare(
    db,
    `SELECT project_id AS projectId, task_id AS taskId, song_id AS songId, step_key AS stepKey, max(start_at) AS lastAt
     FROM time_entry WHERE person_id = ? AND start_at > ? GROUP BY project_id, task_id, song_id, step_key`,
  ).all(personId, since) as (TimeTarget & { lastAt: number })[];
  return new Map(rows.map((row) => [targetKey(row), row.lastAt]));
}

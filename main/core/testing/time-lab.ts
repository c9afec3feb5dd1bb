import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationId } from '#core/db/application-id.ts';
import type { Db } from '#core/db/query.ts';
import type { Platform } from '#core/platform.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId, SongId, TaskId } from '#shared/contract/studio-ids.ts';
import { openTestDb, tempFolder } from './temp-library.ts';
import { openTestCore, type TestCore } from './test-core.ts';

/** A library of somebody in Berlin with two projects and a song, and a clock that a test moves. */
export type TimeLab = TestCore & {
  home: string;
  now: number;
  /** Closes the core as a process that ends, and opens it again. */
  reopen(): Promise<void>;
  close(): Promise<void>;
};

export const ada = 1 as PersonId;
export const kit = 2 as PersonId;
export const harbour = 1 as ProjectId;
export const remix = 2 as ProjectId;
export const copper = 1 as SongId;
export const notes = 1 as TaskId;

/** Friday 20 November 2026, 14:26 in Berlin. */
export const friday = Date.UTC(2026, 10, 20, 13, 26);

export async function openTimeLab(
  options: { workspace?: string; platform?: Partial<Platform>; seed?(db: Db): void } = {},
): Promise<TimeLab> {
  const folder = tempFolder('time-', true);
  const db = openTestDb();
  db.pragma(`application_id = ${applicationId}`);
  db.exec(`
    INSERT INTO person (id, name, member_role, rate_minor, created_at, changed_at) VALUES
      (1, 'Ada Quill', 'owner', 4000, 0, 0), (2, 'Kit Okafor', 'employee', NULL, 0, 0), (3, 'Ines Valloria', NULL, NULL, 0, 0);
    UPDATE workspace SET active_person_id = 1, time_zone = 'Europe/Berlin', rate_minor = 3000;
    INSERT INTO project (id, name, client_id, currency, is_billable, rate_minor, budget_minutes, created_at, changed_at) VALUES
      (1, 'Harbour Songs', 3, 'EUR', 0, NULL, 4800, 0, 0), (2, 'Foil & Feather remix', NULL, 'EUR', 1, 6500, 720, 0, 0);
    INSERT INTO project_member (project_id, position, person_id, rate_minor) VALUES (2, 0, 2, 2500);
    INSERT INTO task (id, project_id, name, created_at) VALUES (1, 1, 'Mix notes', 0);
    INSERT INTO song (id, title, status, created_at, changed_at) VALUES (1, 'Copper Thread', 'inProgress', 0, 0);
    INSERT INTO song_step (song_id, position, key, name) VALUES (1, 0, 'vocals', 'Vocals'), (1, 1, 'keys', 'Keys');
    UPDATE project SET song_id = 1 WHERE id = 1;
    ${options.workspace ? `UPDATE workspace SET ${options.workspace};` : ''}`);
  options.seed?.(db);
  writeFileSync(join(folder.path, 'library.db'), db.serialize());
  db.close();
  const lab = { home: folder.path, now: friday } as TimeLab;
  const open = async () =>
    Object.assign(
      lab,
      await openTestCore(folder.path, { runAnalysis: false, now: () => lab.now, ...options.platform }),
    );
  lab.reopen = async () => {
    await lab.core.close();
    await open();
  };
  lab.close = async () => {
    await lab.core.close();
    folder.remove();
  };
  await open();
  return lab;
}

/** A moment of a clock in Berlin. */
export function at(text: string, offset = '+01:00'): number {
  return Date.parse(`${text}:00${offset}`);
}

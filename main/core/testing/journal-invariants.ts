import { lstatSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isOwnName } from '#core/files/own-names.ts';
import { type JournalLab, treeOf } from './journal-lab.ts';

/** The sound of every file in the music folder and the trash, sorted: the part behind '|' of the labs' files. */
export function soundsOf(lab: JournalLab): string[] {
  return [lab.tree(), ...trashFolders(lab).map((folder) => treeOf(join(folder, 'files')))]
    .flatMap((tree) => Object.entries(tree))
    .filter(([name]) => !name.endsWith('/'))
    .map(([, content]) => content.slice(content.indexOf('|') + 1))
    .sort();
}

/** Empties the trash, as a user would between two operations. */
export function emptyTrash(lab: JournalLab): void {
  for (const folder of trashFolders(lab)) rmSync(folder, { recursive: true, force: true });
}

function trashFolders(lab: JournalLab): string[] {
  const own = `.Trash-${process.getuid?.() ?? 0}`;
  return [lab.trashFolder, join(lab.path, own), join(lab.far, own)];
}

/**
 * What must hold whenever no operation runs: no sound is lost, nothing of ours lies about, the journal is closed, and
 * every track is at a file that has its stamp. Answers with what does not hold.
 */
export function brokenPromises(lab: JournalLab, sounds: readonly string[]): string[] {
  return [...lostSounds(lab, sounds), ...strayFiles(lab), ...openSteps(lab), ...strayTracks(lab)];
}

function lostSounds(lab: JournalLab, sounds: readonly string[]): string[] {
  const left = soundsOf(lab);
  const lost = sounds.filter((sound) => {
    const index = left.indexOf(sound);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
  return lost.map((sound) => `The sound ${sound} is lost`);
}

function strayFiles(lab: JournalLab): string[] {
  const stray = Object.keys(lab.tree()).filter(isOwnName);
  return [...stray.map((name) => `${name} lies about`), ...trashFolders(lab).flatMap(strayNotes)];
}

function strayNotes(folder: string): string[] {
  const files = Object.keys(treeOf(join(folder, 'files')));
  const notes = Object.keys(treeOf(join(folder, 'info'))).map((name) => basename(name, '.trashinfo'));
  return [
    ...notes.filter((name) => !files.includes(name)).map((name) => `A note on ${name} without the file`),
    ...files.filter((name) => !notes.includes(name)).map((name) => `${name} in the trash without a note`),
  ];
}

function openSteps(lab: JournalLab): string[] {
  const { db } = lab.library;
  const steps = db.prepare(`SELECT kind FROM file_step WHERE state = 'prepared'`).pluck().all() as string[];
  const running = db.prepare(`SELECT id FROM operation WHERE state = 'running'`).pluck().all() as number[];
  return [...steps.map((kind) => `A ${kind} is open`), ...running.map((id) => `Operation ${id} is running`)];
}

function strayTracks(lab: JournalLab): string[] {
  const rows = lab.library.db
    .prepare(
      `SELECT folder.path || '/' || track.path AS path, size_bytes, modified_us, file_key
       FROM track JOIN folder ON folder.id = folder_id`,
    )
    .all() as { path: string; size_bytes: number; modified_us: number; file_key: string }[];
  return rows.flatMap(({ path, size_bytes, modified_us, file_key }) => {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (!stats) return [`The track ${path} has no file`];
    const isKnown =
      Number(stats.size) === size_bytes &&
      Number(stats.mtimeNs / 1000n) === modified_us &&
      file_key.endsWith(`:${stats.ino}`);
    return isKnown ? [] : [`The track ${path} does not know its file`];
  });
}

/** All that undo must bring back: names, content, time, mode. */
export function fullTree(lab: JournalLab): Record<string, string> {
  return Object.fromEntries(
    Object.entries(lab.tree()).map(([name, content]) => {
      if (name.endsWith('/')) return [name, ''];
      const { mode, mtimeNs } = lstatSync(lab.placeOf(name), { bigint: true });
      return [name, `${content} ${(mode & 0o7777n).toString(8)} ${mtimeNs / 1000n}`];
    }),
  );
}

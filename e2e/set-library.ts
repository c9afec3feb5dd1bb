import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import { insertAnalysed } from '../main/core/testing/analysed-tracks.ts';

const count = 60;
const sizeBytes = 64;
/** Files that are as old as the library thinks are not read again. */
const modifiedSeconds = 1_600_000_000;

const names = ['Harbour', 'Lantern', 'Signal', 'Weather', 'Ledger', 'Garden'];
const kinds = ['Paper', 'Glass', 'Night', 'Copper', 'Slow', 'Bright', 'Low', 'Second', 'Amber', 'Quiet'];

/** A library of sixty tracks around the wheel, from quiet to loud, each by one of fifteen artists. */
export async function prepareSetLibrary(home: string): Promise<void> {
  const music = join(dirname(home), 'crates');
  await mkdir(music);
  const { db, close } = openLibrary(home);
  const folderId = Number(db.prepare('INSERT INTO folder (path, added_at) VALUES (?, 0)').run(music).lastInsertRowid);
  for (let index = 0; index < count; index += 1) {
    const fileName = `track ${index}.mp3`;
    const file = join(music, fileName);
    await writeFile(file, Buffer.alloc(sizeBytes));
    await utimes(file, modifiedSeconds, modifiedSeconds);
    const id = insertAnalysed(db, {
      track: {
        folder_id: folderId,
        path: fileName,
        file_name: fileName,
        size_bytes: sizeBytes,
        modified_us: modifiedSeconds * 1e6,
        title: `${kinds[index % kinds.length]} ${names[Math.floor(index / kinds.length)]}`,
        artist: `Artist ${index % 15}`,
        format: 'mp3',
        codec: 'MPEG 1 Layer 3',
      },
    });
    db.prepare('UPDATE track SET bpm = ?, musical_key = ?, energy = ?, duration_ms = ?, review = 0 WHERE id = ?').run(
      116 + ((index * 7) % 12),
      (index * 5) % 24,
      (index * 37) % 101,
      240_000 + ((index * 13_000) % 120_000),
      id,
    );
  }
  close();
}

import { openLibrary } from '../main/core/db/open-library.ts';
import { insertLike } from '../main/core/testing/like-tracks.ts';

const artists = [
  'Sable Ohm',
  'Ada Quill',
  'Marrow Coast',
  'Kessler & Wren',
  'Lumen Parish',
  'Osei Calder',
  'Tidewright',
];
const genres = ['House', 'Deep House', 'Dub'];

/** Sixty analysed tracks by seven artists, of a disk that is not connected: enough to choose from. */
export function addLikeTracks(home: string): void {
  const { db, close } = openLibrary(home);
  const { lastInsertRowid } = db
    .prepare('INSERT INTO folder (path, added_at, is_watched, scanned_at) VALUES (?, 0, 0, 1)')
    .run('/no/such/disk');
  for (let index = 0; index < 60; index += 1) {
    insertLike(db, {
      folder_id: Number(lastInsertRowid),
      sound: 1 + (index % 5),
      shade: index,
      artist: artists[index % artists.length] ?? '',
      title: `Made up ${index + 1}`,
      genre: genres[index % genres.length] ?? '',
      bpm: 116 + (index % 14),
      musical_key: (index * 2) % 24,
      energy: 40 + (index % 40),
      year: 2000 + (index % 20),
      duration_ms: 240_000,
    });
  }
  close();
}

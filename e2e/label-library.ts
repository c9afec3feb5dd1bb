import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { openLibrary } from '../main/core/db/open-library.ts';
import { foldTitle } from '../shared/song-title.ts';

/** Titles as they were typed, each with something that stores would send back. */
export const rawTitles = ['Copper Thread (feat Kit Okafor)', 'Tide Office (Original Mix)'] as const;

/** The official schemas of DDEX, which are theirs to hand out: where they are not, our own rules check alone. */
export const schemaFolder = join(import.meta.dirname, '../../shared/fixtures/ddex');
export const hasSchemas = existsSync(schemaFolder);

/**
 * A label with a pack of two songs in progress, everybody's parts in them, codes of its own to give out, a folder for packages beside
 * the library, and one store that wants messages.
 */
export function prepareLabel(home: string): void {
  const { db, close } = openLibrary(home);
  const packagesFolder = join(dirname(home), 'packages');
  mkdirSync(packagesFolder);
  const sender = { senderName: 'Lantern Row', senderDpid: 'PADPIDA2007050901U' };
  const settings = { packagesFolder, returnsFolder: '', schemaFolder: hasSchemas ? schemaFolder : '', ...sender };
  db.prepare(`INSERT OR REPLACE INTO setting (key, value) VALUES ('deliveries', ?)`).run(JSON.stringify(settings));
  db.exec(`
    INSERT INTO person (id, name, legal_name, roles, member_role, created_at, changed_at) VALUES
      (1, 'Mara Elin', 'Mara Elin', '["label"]', 'owner', 0, 0),
      (2, 'Ines Valloria', 'Ines Valloria', '["artist"]', NULL, 0, 0),
      (3, 'Kit Okafor', 'Kit Okafor', '["artist"]', NULL, 0, 0);
    UPDATE workspace SET name = 'Lantern Row', currency = 'EUR', active_person_id = 1;
    INSERT INTO pack (id, name, release_title, owner_id, created_at, changed_at)
      VALUES (1, 'Harbour Songs', 'Harbour Songs', 1, 0, 0);
    INSERT INTO code_series (kind, prefix, digits, first, is_default, created_at) VALUES
      ('isrc', 'ZZLR1', 5, 41, 1, 0), ('catalogue', 'LR-', 3, 34, 1, 0), ('upc', '4260099', 5, 12034, 1, 0);
    INSERT INTO store_setting (store_key, ern, dpid, party_name, method, created_at, changed_at)
      VALUES ('spotify', '4.3.2', 'PADPIDA2007050901U', 'Spotify', 'ftp', 0, 0);`);
  const song = db.prepare(`INSERT INTO song
    (id, title, artist, genre, language, status, pack_id, position, owner_id, title_fold, artist_fold, created_at, changed_at)
    VALUES (?, ?, 'Ines Valloria', 'Electronic', 'en', 'inProgress', 1, ?, 1, ?, 'ines valloria', 0, 0)`);
  const person = db.prepare(
    'INSERT INTO song_person (song_id, position, person_id, role, share) VALUES (?, ?, ?, ?, ?)',
  );
  for (const [index, title] of rawTitles.entries()) {
    song.run(index + 1, title, index, foldTitle(title));
    person.run(index + 1, 0, 2, 'composer', 6000);
    person.run(index + 1, 1, 3, 'producer', 4000);
  }
  close();
}

const [rate, seconds, channels, bytes] = [44_100, 32, 2, 3];

/** A master of half a minute, 24 bits at 44.1 kHz: chords that come and go over some noise, of another sound for each seed. */
export function writeMaster(path: string, seed: number): void {
  const frames = rate * seconds;
  const data = Buffer.alloc(frames * channels * bytes);
  let noise = seed * 7919 + 1;
  for (let frame = 0; frame < frames; frame += 1) {
    const beat = (frame % (rate / 2)) / (rate / 2);
    const chord = [0, 4, 7].reduce((sum, step) => {
      const hertz = 220 * 2 ** ((step + seed) / 12);
      return sum + Math.sin((2 * Math.PI * hertz * frame) / rate);
    }, 0);
    for (let channel = 0; channel < channels; channel += 1) {
      noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
      const hiss = noise / 1_073_741_824 - 1;
      const value = 0.12 * chord * (1 - beat) + 0.06 * hiss * (channel === 0 ? 1 : 0.9);
      data.writeIntLE(Math.round(value * 8_388_607), (frame * channels + channel) * bytes, bytes);
    }
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * bytes, 28);
  head.writeUInt16LE(channels * bytes, 32);
  head.writeUInt16LE(bytes * 8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  writeFileSync(path, Buffer.concat([head, data]));
}

/** A cover as stores want it: square, large, in full detail. */
export async function writeCover(path: string): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 24 } as const;
  const create = { width: 3000, height: 3000, channels: 3, background: '#305070', noise } as const;
  await sharp({ create }).jpeg({ quality: 80 }).toFile(path);
}

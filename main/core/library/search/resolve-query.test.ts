import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { insertEntry } from '#core/testing/query-arbitraries.ts';
import { insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { PlaylistKind, SmartRules } from '#shared/contract/playlists.ts';
import { LibraryReader } from './library-reader.ts';

const dayMs = 86_400_000;
const now = new Date(2026, 10, 21, 12).getTime();

let db: Db;
let reader: LibraryReader;

beforeEach(() => {
  db = openTestDb();
  reader = new LibraryReader(db);
});

function find(text: string): number[] {
  return [...reader.openView({ text, sort: [] }, { now, checkpoint: () => {} }).ids];
}

function make(kind: PlaylistKind, name: string, parentId: number | null, rules?: Partial<SmartRules>): number {
  const sql = `INSERT INTO playlist (parent_id, position, kind, name, rules, created_at, changed_at)
    VALUES (?, 0, ?, ?, ?, 0, 0) RETURNING id`;
  return db
    .prepare(sql)
    .pluck()
    .get(parentId, kind, name, rules ? JSON.stringify(rules) : null) as number;
}

test('disks are known by name, also those that are not connected', () => {
  const stick = insertFolderRow(db, '/media/ada/STICK/music');
  const home = insertFolderRow(db, '/home/ada/music');
  const onStick = insertTrack(db, { folder_id: stick });
  const atHome = insertTrack(db, { folder_id: home });
  expect([find('drive:stick'), find('volume:st'), find('drive:=system'), find('drive:nothing')]).toEqual([
    [onStick],
    [onStick],
    [atHome],
    [],
  ]);
  expect(find('is:offline')).toEqual([]);
  db.prepare(`UPDATE folder SET state = 'offline' WHERE id = ?`).run(stick);
  expect([find('is:offline'), find('-is:offline')]).toEqual([[onStick], [atHome]]);
});

test('duplicates are those of the last look that are there still and were not dismissed', () => {
  const [one, two, other] = [1, 2, 3].map(() => insertTrack(db, { audio_hash: 'a' })) as [number, number, number];
  db.exec(`INSERT INTO duplicate_group (id, kind, is_sure, suggested_id) VALUES (1, 'exact', 1, ${one})`);
  for (const id of [one, two]) {
    db.prepare(`INSERT INTO duplicate_file VALUES (1, ?, 'a', 0)`).run(id);
  }
  expect([find('is:duplicate'), find('-is:duplicate')]).toEqual([[one, two], [other]]);
  db.prepare('INSERT INTO duplicate_dismissal VALUES (?, ?, 0)').run(one, two);
  expect(find('is:duplicate')).toEqual([]);
  db.exec('DELETE FROM duplicate_dismissal');
  db.prepare('DELETE FROM track WHERE id = ?').run(two);
  expect(find('is:duplicate')).toEqual([]);
});

test('what came in the last two weeks is new, from the first of those days on', () => {
  const startOfDay = new Date(2026, 10, 21).getTime();
  const fresh = insertTrack(db, { added_at: startOfDay - 13 * dayMs });
  insertTrack(db, { added_at: startOfDay - 13 * dayMs - 1 });
  expect(find('is:new')).toEqual([fresh]);
});

test('a name means the playlists called just so, else those with its words; a folder all that is in it', () => {
  const [one, two, three] = [1, 2, 3].map(() => insertTrack(db)) as [number, number, number];
  const nights = make('folder', '2026', null);
  const deeper = make('folder', 'Clubs', nights);
  insertEntry(db, make('list', 'Friday', deeper), one);
  insertEntry(db, make('list', 'Friday late', null), two);
  insertEntry(db, make('crate', 'Friday', null), three);
  make('smart', 'Second', nights, { text: 'playlist:"friday late"' });
  expect(find('playlist:friday')).toEqual([one, three]);
  expect(find('playlist:frid')).toEqual([one, two, three]);
  expect(find('playlist::late$')).toEqual([two]);
  expect(find('crate:friday')).toEqual([three]);
  expect(find('playlist:2026')).toEqual([one, two]);
  expect(find('playlist:clubs,second')).toEqual([one, two]);
  expect(find('playlist:* -crate:*')).toEqual([one, two]);
});

test('rules that name ever more rules are refused in time', () => {
  make('smart', 'L0', null, { text: 'bpm:120' });
  for (let level = 1; level <= 40; level++) {
    make('smart', `L${level}`, null, { text: `playlist:=L${level - 1} | playlist:=L${level - 1}` });
  }
  expect(find('playlist:=L3')).toEqual([]);
  expect(() => find('playlist:=L40')).toThrow('would hold itself');
});

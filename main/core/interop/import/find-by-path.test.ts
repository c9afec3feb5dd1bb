import { expect, test } from 'vitest';
import { insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { fromLocation, toLocation } from '../rekordbox/location.ts';
import { PathFinder } from './find-by-path.ts';

test('tracks are found by paths of drives, shares and other Unicode forms', () => {
  const db = openTestDb();
  const roots = ['C:\\Music', '\\\\nas\\share\\Music', '/srv/M\u00fcsik'];
  const ids = roots.map((root, index) =>
    insertTrack(db, { folder_id: insertFolderRow(db, root), path: `House/S\u00f6ng ${index}.mp3` }),
  );
  const paths = new PathFinder(db);
  const tail = (index: number) => `House/S\u00f6ng ${index}.mp3`;
  expect(paths.find(`C:/Music/${tail(0)}`)).toBe(ids[0]);
  expect(paths.find(`c:/music/${tail(0)}`)).toBe(ids[0]);
  expect(paths.find(`//nas/share/Music/${tail(1)}`)).toBe(ids[1]);
  expect(paths.find(`//NAS/Share/Music/${tail(1)}`)).toBe(ids[1]);
  expect(paths.find(fromLocation(toLocation(`//nas/share/Music/${tail(1)}`)))).toBe(ids[1]);
  expect(paths.find(`/srv/M\u00fcsik/${tail(2)}`.normalize('NFD'))).toBe(ids[2]);
  for (const other of [`/SRV/M\u00fcsik/${tail(2)}`, `D:/Music/${tail(0)}`, `/Music/${tail(1)}`, 'House', '']) {
    expect(paths.find(other)).toBeUndefined();
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '#core/history/history.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { giveEntries } from './give-entries.ts';
import { createChange, Numbers, setPlaylistFields } from './playlist-changes.ts';
import { factsOfTracks, readEntries } from './playlists.repository.ts';

// traktorlibrarian#7: playlists rewired to the better file.
test('playlists hold the kept files in place of those that go, each once, and undo puts all back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 9 }), (held) => {
      const db = openTestDb();
      for (let count = 0; count < 6; count++) insertTrack(db, { title: `${count}` });
      const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
      const setters = { tracks: {}, items: { playlist: setPlaylistFields } };
      const history = new History({ db, now: () => 7, setters, files, onChange() {} });
      const entries = factsOfTracks(db, held);
      const made = createChange(db, new Numbers(db), { name: 'Friday', kind: 'list', entries }, { now: 1 });
      history.apply('makePlaylist', [made], 'Friday');
      const before = readEntries(db, made.itemId);
      // Two groups at once: 2 and 3 become 1, 5 becomes 4.
      const given = new Map([
        [2, 1],
        [3, 1],
        [5, 4],
      ]);
      const changes = giveEntries(db, given);
      history.apply('mergeDuplicates', changes, '');
      const after = readEntries(db, made.itemId).map(({ trackId }) => trackId as number);
      const kept = (id: number) => given.get(id) ?? id;
      const wanted = held.filter((id, place) => {
        if (!given.has(id)) return true;
        const isHeld = held.includes(kept(id)) || held.slice(0, place).some((each) => kept(each) === kept(id));
        return !isHeld;
      });
      expect(after).toEqual(wanted.map(kept));
      if (changes.length > 0) history.undo();
      expect(readEntries(db, made.itemId)).toEqual(before);
      db.close();
    }),
    { numRuns: 25 },
  );
});

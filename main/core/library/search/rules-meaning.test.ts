import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meets } from '#core/testing/naive-query.ts';
import { makeLibrary, playlists, query, track } from '#core/testing/query-arbitraries.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { formatRules, toRules } from '#shared/query/rules.ts';

test('any query, as rules and as text again, finds the same tracks', () => {
  fc.assert(
    fc.property(
      fc.array(track, { maxLength: 25 }),
      playlists,
      fc.array(query, { minLength: 20, maxLength: 40 }),
      (tracks, shelf, queries) => {
        const { rows } = makeLibrary(tracks, shelf);
        const find = (text: string) => {
          const { root } = parseQuery(text, { now: 0 });
          return rows.filter((row) => meets(row, root) !== false).map(({ id }) => id);
        };
        for (const text of queries) {
          const again = formatRules(toRules(text));
          expect({ text, again, found: find(again) }).toEqual({ text, again, found: find(text) });
        }
      },
    ),
    { numRuns: 60 },
  );
});

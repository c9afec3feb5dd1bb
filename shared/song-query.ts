import { foldWords } from './song-title.ts';

/** Fields of the search for songs. */
export const songQueryFields = [
  'pack',
  'step',
  'who',
  'status',
  'is',
  'artist',
  'album',
  'genre',
  'year',
  'stage',
] as const;
export type SongQueryField = (typeof songQueryFields)[number];

export const songQueryValues = {
  status: ['planned', 'inprogress', 'released'],
  is: ['late', 'waiting', 'optional', 'done', 'stuck', 'unassigned', 'mine'],
} as const;

/** One condition; `field` null means any text of the song. Values are folded as titles are. */
export type SongQueryTerm = { field: SongQueryField | null; value: string; isNot: boolean };

export type SongQuery = {
  terms: SongQueryTerm[];
  /** What was passed over: a field that there is not, or a value that the field does not have. */
  problems: { kind: 'field' | 'value'; term: string }[];
};

/** Reads `pack:"Harbour Songs" -is:late step:vocals lamp`; never fails. */
export function parseSongQuery(text: string): SongQuery {
  const query: SongQuery = { terms: [], problems: [] };
  for (const [term, minus = '', name, quoted, bare, words, word] of text.matchAll(
    /(-?)(?:([\p{L}]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+))/gu,
  )) {
    const isNot = minus === '-';
    if (name === undefined) {
      const value = foldWords(words ?? word ?? '');
      if (value !== '') query.terms.push({ field: null, value, isNot });
      continue;
    }
    const field = songQueryFields.find((known) => known === name.toLowerCase());
    const value = foldWords(quoted ?? bare ?? '');
    if (!field) query.problems.push({ kind: 'field', term });
    else if (value !== '') addTerm(query, { field, value, isNot }, term);
  }
  return query;
}

function addTerm(query: SongQuery, term: SongQueryTerm & { field: SongQueryField }, text: string): void {
  const { field, value, isNot } = term;
  if (field !== 'status' && field !== 'is') {
    query.terms.push(term);
    return;
  }
  const word = value.replaceAll(' ', '');
  const known = songQueryValues[field].find((possible) => possible.startsWith(word));
  if (known) query.terms.push({ field, value: known, isNot });
  else query.problems.push({ kind: 'value', term: text });
}

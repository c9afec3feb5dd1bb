import { parseIdentifier } from '#shared/identifiers/identifiers.ts';

/**
 * How a store took a delivery: `received` it has it and says no more, `accepted` its check is passed, `unknown` it said something
 * that we do not know, which a person has to judge.
 */
export type StoreOutcome = 'received' | 'accepted' | 'live' | 'rejected' | 'takenDown' | 'unknown';

export type StoreAnswer = {
  outcome: StoreOutcome;
  /** In the store's own words. */
  status: string;
  /** The store as it calls itself; empty where it does not. */
  store: string;
  storeDpid: string;
  /** Of our messages. */
  messageIds: readonly string[];
  release: AnsweredRelease;
  /** A day or an ISO moment; empty where none is said. */
  at: string;
  codes: readonly string[];
  reasons: readonly string[];
  affected: readonly AffectedThing[];
  /** Where the release is to be found. */
  url: string;
  /** Row of a table or line of a document, from 1. */
  line: number;
};

export type AnsweredRelease = {
  /** In the form that it is kept in, 13 digits. */
  upc: string;
  grid: string;
  catalogueNumber: string;
  /** Numbers of anybody's: names of folders, proprietary ones. */
  others: readonly string[];
};

export type AffectedThing = { isrc: string; file: string; other: string };

const outcomes: readonly (readonly [pattern: RegExp, outcome: StoreOutcome])[] = [
  // Neither good nor bad news: somebody has to look.
  [/^not?(yet|live|published|available|started|received|applicable)/, 'unknown'],
  [/^(no|zero)errors?/, 'accepted'],
  [
    /^(un|not|non)|notok|invalid|fail|reject|error|refus|denied|corrupt|missing|mismatch|incomplete|partial|disapprov/,
    'rejected',
  ],
  [/takendown|takedown|removed|withdrawn|deleted/, 'takenDown'],
  // "Delivered" holds a word that it does not mean.
  [/^(is|now)?live|golive|publish|available|instore|^released/, 'live'],
  [/ok$|accept|success|approved|ingested|imported|valid|complete|delivered/, 'accepted'],
  [/receiv|process|pending|progress|queue|review|submitted|scheduled/, 'received'],
];

/** What a status means, whatever its language of capitals and blanks: 'FileOK', 'Taken down', 'in review'. */
export function outcomeOf(status: string): StoreOutcome {
  const plain = status.toLowerCase().replace(/[^a-z]/g, '');
  return outcomes.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown';
}

/** A code by its own check digits: UPC and GRid are known by them, the rest is anybody's. */
export function sortCode(code: string): { upc: string; grid: string; other: string } {
  const upc = parseIdentifier('upc', code.replace(/^0(?=\d{13}$)/, '')) ?? '';
  const grid = upc === '' ? (parseIdentifier('grid', code) ?? '') : '';
  return { upc, grid, other: upc === '' && grid === '' ? code : '' };
}

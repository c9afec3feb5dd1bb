import { foldText } from '../fold-text.ts';

/** What can be searched for in time, beside words: project:harbour who:tomas billable:no tag:"late night". */
export const timeQueryFields = ['project', 'who', 'billable', 'tag', 'task', 'song', 'activity', 'client'] as const;
export type TimeQueryField = (typeof timeQueryFields)[number];

export type TimeQueryTerm = { field: TimeQueryField | 'any'; value: string; isNot: boolean };

/** What the field says, and names in it that are no fields; nothing is left out in silence. */
export type TimeQuery = { terms: TimeQueryTerm[]; unknown: string[] };

/** What an entry offers to a search. */
export type SearchedTime = {
  project: string;
  who: string;
  tags: readonly string[];
  task: string;
  song: string;
  client: string;
  activity: string;
  note: string;
  isBillable: boolean;
};

const yes = new Set(['yes', 'y', 'true', '1']);
const no = new Set(['no', 'n', 'false', '0']);

export function parseTimeQuery(text: string): TimeQuery {
  const terms: TimeQueryTerm[] = [];
  const unknown: string[] = [];
  for (const match of text.matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/gi)) {
    const [, minus, name, quoted, plain] = match;
    const value = foldText(quoted ?? plain ?? '').trim();
    if (value === '') continue;
    const field = name === undefined ? 'any' : timeQueryFields.find((each) => each === name.toLowerCase());
    if (!field || (field === 'billable' && !yes.has(value) && !no.has(value))) unknown.push(match[0]);
    else terms.push({ field, value, isNot: minus === '-' });
  }
  return { terms, unknown };
}

export function matchesTime(time: SearchedTime, { terms }: TimeQuery): boolean {
  return terms.every(({ field, value, isNot }) => matchesTerm(time, field, value) !== isNot);
}

function matchesTerm(time: SearchedTime, field: TimeQueryTerm['field'], value: string): boolean {
  switch (field) {
    case 'billable':
      return time.isBillable === yes.has(value);
    case 'tag':
      return time.tags.some((tag) => foldText(tag).includes(value));
    case 'any':
      return [time.project, time.task, time.song, time.client, time.note, time.activity, ...time.tags].some((text) =>
        foldText(text).includes(value),
      );
    default:
      return foldText(time[field]).includes(value);
  }
}

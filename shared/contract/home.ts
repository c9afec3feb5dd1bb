import { z } from 'zod';
import { query } from './define.ts';
import { operation } from './operation.ts';
import { personId } from './people.ts';
import { day } from './studio-ids.ts';

const share = z.object({ name: z.string(), count: z.number().int() });
export type Share = z.output<typeof share>;

/** Percentages are whole numbers, 0 to 100. */
const suggestionReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('due'), day }),
  z.object({ kind: z.literal('waiting'), personId: z.number().int(), name: z.string() }),
  z.object({ kind: z.literal('almostDone'), percent: z.number().int() }),
  z.object({ kind: z.literal('goOn'), percent: z.number().int() }),
  z.object({ kind: z.literal('recent') }),
  z.object({ kind: z.literal('quiet'), days: z.number().int() }),
  z.object({ kind: z.literal('packAlmostDone'), percent: z.number().int() }),
  z.object({ kind: z.literal('underWay'), percent: z.number().int() }),
]);

export const suggestion = z.object({
  kind: z.enum(['song', 'pack']),
  id: z.number().int(),
  title: z.string(),
  artist: z.string(),
  /** The strongest first; at least one. */
  reasons: z.array(suggestionReason).min(1),
  /** Names of the steps that are left, where they are three or fewer. */
  left: z.array(z.string()),
});
export type Suggestion = z.output<typeof suggestion>;

export const homeContract = {
  /** What to do next, for whoever asks; stays as it is for a day where nothing changes. */
  'home.suggestions': query(
    ['songs', 'packs', 'people'],
    z.object({ limit: z.number().int().min(1).max(24).default(6) }),
    z.array(suggestion),
  ),
  /** What was done by whom, newest first; `before` is the last id of the page before. */
  'home.feed': query(
    ['history', 'people'],
    z.object({
      personId: personId.optional(),
      before: z.number().int().optional(),
      count: z.number().int().min(1).max(200),
    }),
    z.array(operation.extend({ personName: z.string() })),
  ),
  'home.statistics': query(
    ['songs', 'packs', 'people'],
    z.void(),
    z.object({
      planned: z.number().int(),
      inProgress: z.number().int(),
      released: z.number().int(),
      packs: z.number().int(),
      packsReleased: z.number().int(),
      series: z.number().int(),
      artists: z.array(share),
      albums: z.array(share),
      packSizes: z.array(share),
      collaborators: z.array(share),
      years: z.array(share),
      decades: z.array(share),
      months: z.array(share),
      completion: z.array(z.number().int()).length(11),
    }),
  ),
  /** The artists and albums most released songs of these years are of. */
  'home.drillYears': query(
    ['songs'],
    z.object({ from: z.number().int(), to: z.number().int() }),
    z.object({ artists: z.array(share), albums: z.array(share) }),
  ),
};

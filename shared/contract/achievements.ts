import { z } from 'zod';
import { achievements } from '../achievements.ts';
import { query } from './define.ts';
import { personId } from './people.ts';

const achievementCode = z.enum(achievements.map(({ code }) => code) as [string, ...string[]]);

export const achievementsContract = {
  /** All achievements with how far a person is; of whoever asks where nobody is named. */
  'achievements.list': query(
    ['achievements', 'songs', 'packs', 'people', 'ideas', 'exchange'],
    z.object({ personId: personId.optional() }),
    z.object({
      /** Off for the whole workspace: nothing is measured or told. */
      isOn: z.boolean(),
      points: z.number().int(),
      rank: z.number().int().nullable(),
      streak: z.object({ current: z.number().int(), longest: z.number().int() }),
      items: z.array(
        z.object({
          code: achievementCode,
          value: z.number().int(),
          at: z.number().nullable(),
          isBackdated: z.boolean(),
        }),
      ),
      missingLetters: z.array(z.string()),
      years: z.array(z.number().int()),
    }),
  ),
  'achievements.leaders': query(
    ['achievements', 'people', 'songs'],
    z.void(),
    z.array(
      z.object({
        personId: z.number().int(),
        name: z.string(),
        points: z.number().int(),
        rank: z.number().int(),
        awards: z.number().int(),
        rarest: z.array(achievementCode),
      }),
    ),
  ),
};

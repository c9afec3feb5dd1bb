import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import { listOperations } from '#core/history/operations.repository.ts';
import { hiddenKinds } from '#core/history/seen-operations.ts';
import { requirePermission } from '#core/people/authorize.ts';
import { achievements } from '#shared/achievements.ts';
import type { achievementsContract } from '#shared/contract/achievements.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { homeContract } from '#shared/contract/home.ts';
import { activeDays, measureAll, releasedLetters, releasedYears, streaks } from './achievement-metrics.ts';
import { listLeaders } from './leaders.ts';
import { drillYears, readStatistics } from './statistics.ts';
import { readOpenPacks, readOpenSongs, suggest } from './suggestions.ts';
import { clockOf, formatDay, workspaceDay, workspaceZone } from './workspace-day.ts';

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export function homeHandlers({ db, platform }: Context): Handlers<typeof homeContract & typeof achievementsContract> {
  const nameOf = (id: number | null) =>
    id === null
      ? ''
      : ((prepare(db, 'SELECT name FROM person WHERE id = ?').pluck().get(id) as string | undefined) ?? '');

  return {
    'home.suggestions': ({ limit }) => {
      const { personId } = currentActor();
      const now = platform.now();
      const moment = { now, today: workspaceDay(db, now), personId, limit };
      return suggest(readOpenSongs(db, personId), readOpenPacks(db), moment).map((found) => ({
        ...found,
        reasons: found.reasons.map((reason) =>
          reason.kind === 'waiting' ? { ...reason, name: nameOf(reason.personId) } : reason,
        ),
      }));
    },

    'home.feed': ({ personId, before, count }) =>
      listOperations(db, { personId, before, count, hidden: hiddenKinds() }).map((operation) => ({
        ...operation,
        personName: nameOf(operation.personId),
      })),

    'home.statistics': () => {
      const clock = clockOf(workspaceZone(db));
      return readStatistics(db, (moment) => formatDay(clock.dayOf(moment)).slice(0, 7));
    },

    'home.drillYears': ({ from, to }) => drillYears(db, from, to),

    'achievements.list': ({ personId }) => {
      const actor = currentActor().personId;
      const id = personId ?? actor;
      if (id !== actor) requirePermission('viewUsers');
      if (id === null) return noAchievements(isOn());
      const today = workspaceDay(db, platform.now());
      const values = measureAll(db, id, today);
      const awards = new Map(
        (
          prepare(db, 'SELECT code, at, is_backdated FROM achievement_award WHERE person_id = ?').all(id) as {
            code: string;
            at: number;
            is_backdated: number;
          }[]
        ).map((award) => [award.code, award]),
      );
      const leader = listLeaders(db).find((other) => other.personId === id);
      const letters = new Set(releasedLetters(db, id));
      return {
        isOn: isOn(),
        points: leader?.points ?? 0,
        rank: leader?.rank ?? null,
        streak: streaks(activeDays(db, id), today),
        items: achievements.map(({ code, metric }) => ({
          code,
          value: values[metric],
          at: awards.get(code)?.at ?? null,
          isBackdated: awards.get(code)?.is_backdated === 1,
        })),
        missingLetters: alphabet.filter((letter) => !letters.has(letter)),
        years: releasedYears(db, id),
      };
    },

    'achievements.leaders': () => listLeaders(db),
  };

  function isOn(): boolean {
    return prepare(db, 'SELECT has_achievements FROM workspace').pluck().get() === 1;
  }
}

function noAchievements(isOn: boolean) {
  return {
    isOn,
    points: 0,
    rank: null,
    streak: { current: 0, longest: 0 },
    items: [],
    missingLetters: alphabet,
    years: [],
  };
}

import { type Db, prepare } from '#core/db/query.ts';
import { achievements, pointsForReleasedSong, rarities } from '#shared/achievements.ts';

export type Leader = { personId: number; name: string; points: number; rank: number; awards: number; rarest: string[] };

const byCode = new Map(achievements.map((achievement) => [achievement.code, achievement]));
const shownRarest = 3;

/** Members by their points, which are counted anew each time; those with as many share a rank and stand by name. */
export function listLeaders(db: Db): Leader[] {
  const members = prepare(
    db,
    `SELECT id, name, (SELECT count(*) FROM song WHERE owner_id = person.id AND status = 'released') AS released
     FROM person WHERE member_role IS NOT NULL AND removed_at IS NULL AND merged_into IS NULL`,
  ).all() as { id: number; name: string; released: number }[];
  const codes = prepare(db, 'SELECT code FROM achievement_award WHERE person_id = ? ORDER BY at DESC').pluck();
  const scored = members.map(({ id, name, released }) => {
    const awards = (codes.all(id) as string[]).flatMap((code) => byCode.get(code) ?? []);
    const rarest = awards.toSorted((a, b) => rarities.indexOf(b.rarity) - rarities.indexOf(a.rarity));
    return {
      personId: id,
      name,
      points: awards.reduce((sum, award) => sum + award.points, released * pointsForReleasedSong),
      awards: awards.length,
      rarest: rarest.slice(0, shownRarest).map(({ code }) => code),
    };
  });
  scored.sort((a, b) => b.points - a.points || a.name.localeCompare(b.name, 'en'));
  return scored.map((leader) => ({
    ...leader,
    rank: 1 + scored.filter(({ points }) => points > leader.points).length,
  }));
}

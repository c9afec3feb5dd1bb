import { Award, Lock } from 'lucide-react';
import { useState } from 'react';
import { type Achievement, achievementCategories, achievements } from '#shared/achievements.ts';
import type { Output } from '#shared/contract/index.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, Meter, Segmented } from '../../ui/index.ts';
import styles from './achievements.module.css';
import { formatDay } from './format-day.ts';
import page from './home.module.css';

/** Which of them are on screen. */
const choices = ['all', 'earned', 'open'] as const;
type Shown = (typeof choices)[number];

type Item = Output<'achievements.list'>['items'][number];

/** What was earned, what is still to come and how far it is, and who in the workspace has how many points. */
export function AchievementsView() {
  const text = useText();
  const { data, error } = useCall('achievements.list', {});
  const items = new Map(data?.items.map((item) => [item.code, item]));
  const [shown, setShown] = useState<Shown>('all');
  const earned = data?.items.filter(({ at }) => at !== null).length ?? 0;
  return (
    <>
      <AreaHead
        area="studio"
        summary={data?.isOn && text('home.points', { points: data.points, earned, total: achievements.length })}
      />
      {error && <EmptyState text={errorText(text, error.code)} />}
      {data && !data.isOn && <EmptyState icon={<Award size={20} />} text={text('home.achievementsOff')} />}
      {data?.isOn && (
        <div className={page.page} data-pane-focus tabIndex={-1}>
          <p className={`${page.quiet} ${page.wide}`}>
            {text('home.streakNow', { current: data.streak.current, longest: data.streak.longest })}
          </p>
          <Leaders />
          <div className={page.wide}>
            <Segmented
              label={text('home.shown')}
              value={shown}
              options={choices.map((value) => ({ value, text: text(`home.shown.${value}`) }))}
              onChange={setShown}
            />
          </div>
          {achievementCategories.map((category) => {
            const own = achievements.filter((one) => one.category === category && isShown(items.get(one.code), shown));
            if (own.length === 0) return null;
            return (
              <section key={category} className={page.wide}>
                <h2>{text(`home.category.${category}`)}</h2>
                <ul className={styles.grid}>
                  {own.map((achievement) => (
                    <AchievementCard
                      key={achievement.code}
                      achievement={achievement}
                      item={items.get(achievement.code)}
                      missing={achievement.metric === 'letters' ? data.missingLetters : []}
                    />
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      )}
    </>
  );
}

function isShown(item: Item | undefined, shown: Shown): boolean {
  return shown === 'all' || (item?.at != null) === (shown === 'earned');
}

type CardProps = { achievement: Achievement; item: Item | undefined; missing: readonly string[] };

function AchievementCard({ achievement, item, missing }: CardProps) {
  const text = useText();
  const { code, metric, target, points, rarity } = achievement;
  const at = item?.at ?? null;
  const value = Math.min(item?.value ?? 0, target);
  const name = text(`home.achievement.${code as `letters.26`}`);
  const isNear = missing.length > 0 && missing.length <= 8 && at === null;
  return (
    <li className={styles.card} data-earned={at !== null} data-rarity={rarity}>
      <span className={styles.icon} aria-hidden="true">
        {at === null ? <Lock size={14} /> : <Award size={16} />}
      </span>
      <span className={styles.name}>{name}</span>
      <span className={styles.worth}>{text('home.worth', { points })}</span>
      <span className={styles.what}>
        {text(`home.metric.${metric}`, { count: target })}
        {isNear && ` ${text('home.missing', { letters: missing.join(' ') })}`}
      </span>
      <span className={styles.state}>
        {at === null ? (
          <>
            <Meter label={name} value={value / target} valueText={text('home.progress', { value, target })} />
            <span>{text('home.progress', { value, target })}</span>
          </>
        ) : (
          <span>{text(item?.isBackdated ? 'home.earnedBefore' : 'home.earned', { day: formatDay(at) })}</span>
        )}
      </span>
      <span className={styles.rarity}>{text(`home.rarity.${rarity}`)}</span>
    </li>
  );
}

function Leaders() {
  const text = useText();
  const { data } = useCall('achievements.leaders');
  if (!data || data.length < 2) return null;
  return (
    <section className={page.wide}>
      <h2>{text('home.leaders')}</h2>
      <table className={styles.leaders}>
        <thead>
          <tr>
            {(['rank', 'person', 'points', 'rarest'] as const).map((column) => (
              <th key={column} scope="col">
                {text(`home.leader.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map(({ personId, name, points, rank, rarest }) => (
            <tr key={personId}>
              <td>{rank}</td>
              <td>{name}</td>
              <td>{text('app.count', { count: points })}</td>
              <td>{rarest.map((code) => text(`home.achievement.${code as 'letters.26'}`)).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { ChartColumn } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { ColumnChart, EmptyState, Segmented } from '../../ui/index.ts';
import styles from './home.module.css';
import { ShareBars } from './share-bars.tsx';

/** What is out and what is under way, in figures. */
export function StatisticsView() {
  const text = useText();
  const { data, error } = useCall('home.statistics');
  const songs = (count: number) => text('home.count', { count });
  const totals = data
    ? ([
        ['planned', data.planned],
        ['inProgress', data.inProgress],
        ['released', data.released],
        ['packs', data.packs],
        ['packsReleased', data.packsReleased],
        ['series', data.series],
      ] as const)
    : [];
  const isEmpty = data && data.planned + data.inProgress + data.released + data.packs === 0;

  return (
    <>
      <AreaHead area="studio" />
      {error && <EmptyState text={errorText(text, error.code)} />}
      {isEmpty && <EmptyState icon={<ChartColumn size={20} />} text={text('home.statisticsEmpty')} />}
      {data && !isEmpty && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <dl className={styles.totals}>
            {totals.map(([name, count]) => (
              <div key={name}>
                <dt>{text(`home.total.${name}`)}</dt>
                <dd>{text('app.count', { count })}</dd>
              </div>
            ))}
          </dl>
          <section className={styles.wide}>
            <h2>{text('home.months')}</h2>
            {data.months.length > 0 ? (
              <ColumnChart
                label={text('home.months')}
                pointsName={text('home.month')}
                series={[{ name: text('home.total.released'), tone: 'first' }]}
                points={data.months.map(({ name, count }) => ({ id: name, name, short: name, values: [count] }))}
                valueText={(count) => text('app.count', { count })}
                steps={[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]}
              />
            ) : (
              <p className={styles.quiet}>{text('home.noneReleased')}</p>
            )}
          </section>
          <Times years={data.years} decades={data.decades} />
          <section>
            <h2>{text('home.completion')}</h2>
            <ShareBars
              label={text('home.completion')}
              shares={data.completion.map((count, tenth) => ({ name: String(tenth), count }))}
              nameText={(name) => completionText(text, Number(name))}
              countText={songs}
            />
          </section>
          {(['artists', 'albums', 'packSizes', 'collaborators'] as const).map((list) => (
            <section key={list}>
              <h2>{text(`home.top.${list}`)}</h2>
              {data[list].length > 0 ? (
                <ShareBars label={text(`home.top.${list}`)} shares={data[list]} countText={songs} />
              ) : (
                <p className={styles.quiet}>{text('home.none')}</p>
              )}
            </section>
          ))}
        </div>
      )}
    </>
  );
}

function completionText(text: ReturnType<typeof useText>, tenth: number): string {
  return tenth === 10 ? text('home.complete') : text('home.percents', { from: tenth * 10, to: tenth * 10 + 9 });
}

type Share = { name: string; count: number };

/** Years and decades of what is out; one chosen shows its artists and albums. */
function Times({ years, decades }: { years: readonly Share[]; decades: readonly Share[] }) {
  const text = useText();
  const [by, setBy] = useState<'decades' | 'years'>('decades');
  const [chosen, setChosen] = useState<string | null>(null);
  const shares = by === 'decades' ? decades : years;
  const isThere = shares.some(({ name }) => name === chosen);
  const label = text(`home.by.${by}`);
  return (
    <section>
      <h2>{text('home.times')}</h2>
      <Segmented
        label={text('home.times')}
        value={by}
        options={[
          { value: 'decades', text: text('home.by.decades') },
          { value: 'years', text: text('home.by.years') },
        ]}
        onChange={(next) => {
          setBy(next);
          setChosen(null);
        }}
      />
      {shares.length === 0 && <p className={styles.quiet}>{text('home.noneReleased')}</p>}
      <ShareBars
        label={label}
        shares={shares}
        nameText={(name) => (by === 'decades' ? text('home.decade', { year: name }) : name)}
        countText={(count) => text('home.count', { count })}
        chosen={chosen}
        onChoose={(name) => setChosen(name === chosen ? null : name)}
      />
      {chosen !== null && isThere && <Drill from={Number(chosen)} to={Number(chosen) + (by === 'decades' ? 9 : 0)} />}
    </section>
  );
}

function Drill({ from, to }: { from: number; to: number }) {
  const text = useText();
  const { data } = useCall('home.drillYears', { from, to });
  const span = from === to ? String(from) : `${from}–${to}`;
  if (!data) return null;
  return (
    <div className={styles.drill}>
      {(['artists', 'albums'] as const).map((list) => (
        <div key={list}>
          <h3>{text(`home.drill.${list}`, { span })}</h3>
          <ShareBars
            label={text(`home.drill.${list}`, { span })}
            shares={data[list]}
            countText={(count) => text('home.count', { count })}
          />
        </div>
      ))}
    </div>
  );
}

import { Button } from 'react-aria-components';
import type { Output } from '#shared/contract/index.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Artwork } from '../tracks/index.ts';
import { formatSongDay } from './format-day.ts';
import styles from './pack-strip.module.css';

type Pack = Output<'packs.list'>[number];
type Series = Output<'series.list'>[number];

/** As many as stand side by side. */
const mostCards = 3;

/** The packs and series that are worked on, what is due first first. */
export function PackStrip() {
  const text = useText();
  const { data: packs = [] } = useCall('packs.list');
  const { data: series = [] } = useCall('series.list');
  const open = packs.filter(({ status }) => status !== 'released' && status !== 'empty').sort(byUrgency);
  const openSeries = series.filter(({ status }) => status !== 'released');
  const shownPacks = open.slice(0, openSeries.length > 0 ? mostCards - 1 : mostCards);
  const shownSeries = openSeries.slice(0, mostCards - shownPacks.length);
  if (shownPacks.length + shownSeries.length === 0) return null;
  return (
    <section className={styles.strip} aria-label={text('songs.packs')}>
      {shownPacks.map((pack) => (
        <PackCard key={pack.id} pack={pack} />
      ))}
      {shownSeries.map((one) => (
        <SeriesCard key={one.id} series={one} />
      ))}
    </section>
  );
}

function PackCard({ pack }: { pack: Pack }) {
  const text = useText();
  const { core, done, optional, open } = pack.counts;
  const share = (count: number) => `${core === 0 ? 0 : (count / core) * 100}%`;
  return (
    <Button className={styles.card ?? ''} onPress={() => showView('packs', pack.id)}>
      <Artwork hash={pack.artworkHash} size={44} radius={5} />
      <span className={styles.words}>
        <span className={styles.line}>
          <b>{pack.name}</b>
          <span>{pack.deadline === '' ? text('songs.noDate') : formatSongDay(pack.deadline)}</span>
        </span>
        <span className={styles.kind}>{text('songs.packHolds', { count: core + optional, optional })}</span>
        <span className={styles.line}>
          <span className={styles.bar} aria-hidden="true">
            <i data-part="done" style={{ width: share(done) }} />
            <i data-part="open" style={{ width: share(open) }} />
          </span>
          <span className={styles.figure}>{text('songs.doneOf', { done, count: core })}</span>
        </span>
      </span>
    </Button>
  );
}

function SeriesCard({ series }: { series: Series }) {
  const text = useText();
  return (
    <Button className={styles.card ?? ''} onPress={() => showView('series', series.id)}>
      <Artwork hash={series.artworkHash} size={44} radius={5} />
      <span className={styles.words}>
        <span className={styles.line}>
          <b>{series.album}</b>
        </span>
        <span className={styles.kind}>
          {text('songs.seriesCovers', { covered: series.covered, wanted: series.wanted })}
        </span>
        {series.coverage !== null && (
          <span className={styles.line}>
            <span className={styles.bar} aria-hidden="true">
              <i data-part="done" style={{ width: `${series.coverage}%` }} />
            </span>
            <span className={styles.figure}>{text('songs.percent', { percent: series.coverage })}</span>
          </span>
        )}
      </span>
    </Button>
  );
}

/** By deadline, then by priority. */
function byUrgency(one: Pack, other: Pack): number {
  const [day, otherDay] = [one.deadline || '9999', other.deadline || '9999'];
  if (day !== otherDay) return day < otherDay ? -1 : 1;
  return one.priority - other.priority || one.name.localeCompare(other.name);
}

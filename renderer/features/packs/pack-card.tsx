import { Link } from 'react-aria-components';
import type { Pack } from '#shared/contract/packs.ts';
import type { Series } from '#shared/contract/series.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Artwork } from '../tracks/index.ts';
import styles from './pack-card.module.css';
import { deadlineText, isPast, packColour } from './pack-colours.ts';
import { showPack } from './packs.actions.ts';

/** A pack in two lines and a bar: what is finished, what is under way, and what is still to come of its core songs. */
export function PackCard({ pack }: { pack: Pack }) {
  const text = useText();
  const { name, counts, deadline, status } = pack;
  const songs = counts.planned + counts.inProgress + counts.released;
  const now = Date.now();
  const isLate = status !== 'released' && isPast(deadline, now);
  return (
    <Link className={styles.card ?? ''} onPress={() => showPack(pack.id)}>
      <PackArt pack={pack} size={44} />
      <span className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.date} data-late={isLate || undefined}>
          {deadline === '' ? text('packs.noDate') : deadlineText(deadline, now)}
        </span>
      </span>
      <span className={styles.about}>{text('packs.card', { songs, optional: counts.optional })}</span>
      <span className={styles.foot}>
        <TwoPartBar done={counts.done} open={counts.open} all={counts.core} />
        <span className={styles.figure}>{text('packs.doneOf', { done: counts.done, core: counts.core })}</span>
      </span>
    </Link>
  );
}

/** A series as the same card: how much of its tracklist is there. */
export function SeriesCard({ series }: { series: Series }) {
  const text = useText();
  const { album, covered, wanted, coverage, year } = series;
  return (
    <Link className={styles.card ?? ''} onPress={() => showView('series', series.id)}>
      <Artwork hash={series.artworkHash} size={44} />
      <span className={styles.head}>
        <span className={styles.name}>{album}</span>
        <span className={styles.date}>{year ?? text('packs.noDate')}</span>
      </span>
      <span className={styles.about}>{text('packs.seriesCard', { covered, wanted })}</span>
      <span className={styles.foot}>
        <TwoPartBar done={covered} open={0} all={wanted} />
        <span className={styles.figure}>{coverage === null ? '–' : text('packs.percent', { percent: coverage })}</span>
      </span>
    </Link>
  );
}

/** The cover of a pack, or its colour. */
export function PackArt({ pack, size }: { pack: Pick<Pack, 'artworkHash' | 'colour'>; size: number }) {
  if (pack.artworkHash !== null || pack.colour === '') return <Artwork hash={pack.artworkHash} size={size} />;
  return (
    <span
      className={styles.colour}
      style={{ width: size, height: size, background: packColour(pack.colour) }}
      aria-hidden="true"
    />
  );
}

/** Finished in grey, under way in the accent; its figures stand beside it. */
export function TwoPartBar({ done, open, all }: { done: number; open: number; all: number }) {
  const share = (count: number) => `${all === 0 ? 0 : (count / all) * 100}%`;
  return (
    <span className={styles.bar} aria-hidden="true">
      <span className={styles.done} style={{ width: share(done) }} />
      <span className={styles.open} style={{ width: share(open) }} />
    </span>
  );
}

import { Library, ListChecks } from 'lucide-react';
import type { Series } from '#shared/contract/series.ts';
import type { SeriesId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { SeriesCard } from '../packs/index.ts';
import styles from './series.module.css';
import { openSeriesDialog } from './series.store.ts';
import { SeriesDetails } from './series-details.tsx';
import { SeriesDialogs } from './series-dialogs.tsx';

/** All series, or the one that is open. */
export function SeriesView() {
  const item = useView((state) => state.item);
  return (
    <>
      {item === null ? <AllSeries /> : <SeriesDetails key={item} id={item as SeriesId} />}
      <SeriesDialogs />
    </>
  );
}

function AllSeries() {
  const text = useText();
  const { data: series } = useCall('series.list');
  const open = series?.filter(({ status }) => status !== 'released') ?? [];
  const released = series?.filter(({ status }) => status === 'released') ?? [];
  return (
    <>
      <AreaHead
        area="studio"
        summary={series && series.length > 0 ? text('series.count', { count: series.length }) : undefined}
      >
        <Button icon={<ListChecks size={16} />} onPress={() => openSeriesDialog({ kind: 'references' })}>
          {text('series.references')}
        </Button>
      </AreaHead>
      {series?.length === 0 && (
        <EmptyState
          icon={<Library size={24} />}
          text={text('series.empty')}
          action={<Button onPress={() => showView('packs')}>{text('series.toPacks')}</Button>}
        />
      )}
      {series && series.length > 0 && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <Cards title={text('series.open')} series={open} />
          <Cards title={text('series.released')} series={released} />
        </div>
      )}
    </>
  );
}

function Cards({ title, series }: { title: string; series: readonly Series[] }) {
  if (series.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.cards}>
        {series.map((each) => (
          <li key={each.id}>
            <SeriesCard series={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

import { ArrowLeft, Ellipsis, ListMusic, PackageCheck, Plus } from 'lucide-react';
import type { SeriesId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, ProgressBar, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork } from '../tracks/index.ts';
import { addMissing, type OpenSeries, releaseSeries, removeSeries } from './series.actions.ts';
import styles from './series.module.css';
import { openSeriesDialog } from './series.store.ts';
import { SeriesRows } from './series-rows.tsx';

/** One series: what of its album's tracklist is there. */
export function SeriesDetails({ id }: { id: SeriesId }) {
  const text = useText();
  const { data: series, error } = useCall('series.get', { id });
  const back = () => showView('series');
  return (
    <>
      <AreaHead area="studio">
        <Button kind="ghost" icon={<ArrowLeft size={16} />} onPress={back}>
          {text('series.back')}
        </Button>
        {series?.mayEdit && series.status !== 'released' && series.songs > 0 && (
          <Button
            kind="primary"
            icon={<PackageCheck size={16} />}
            onPress={() => void attempt(() => releaseSeries(series))}
          >
            {text('series.release')}
          </Button>
        )}
      </AreaHead>
      {error && (
        <EmptyState text={errorText(text, error.code)} action={<Button onPress={back}>{text('series.back')}</Button>} />
      )}
      {series && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <Hero series={series} />
          <Actions series={series} />
          {series.rows.length === 0 ? (
            <EmptyState
              text={text('series.noTracklist')}
              action={
                series.mayEdit && (
                  <Button onPress={() => openSeriesDialog({ kind: 'tracklist', id })}>
                    {text('series.setTracklist')}
                  </Button>
                )
              }
            />
          ) : (
            <SeriesRows series={series} />
          )}
          <BonusSongs series={series} />
        </div>
      )}
    </>
  );
}

const tones = { planned: 'plain', inProgress: 'accent', released: 'ok' } as const;

function Hero({ series }: { series: OpenSeries }) {
  const text = useText();
  const { album, artist, year, number, status, songs, covered, wanted, coverage, description } = series;
  return (
    <div className={styles.hero}>
      <Artwork hash={series.artworkHash} size={88} />
      <div className={styles.heroText}>
        <h2 className={styles.heroName}>
          {album} <Tag tone={tones[status]}>{text(`series.status.${status}`)}</Tag>
        </h2>
        <p className={styles.facts}>
          <span>{text('series.by', { artist })}</span>
          {year !== null && <span>{String(year)}</span>}
          {number !== null && <span>{text('series.number', { number })}</span>}
          <span>{text('series.songs', { count: songs })}</span>
        </p>
        {coverage !== null && (
          <div className={styles.progress}>
            <ProgressBar label={text('series.tracklist')} value={coverage / 100} tone="neutral" />
            <span>{text('series.coverage', { covered, wanted, percent: coverage })}</span>
          </div>
        )}
        {description !== '' && <p className={styles.note}>{description}</p>}
      </div>
    </div>
  );
}

function Actions({ series }: { series: OpenSeries }) {
  const text = useText();
  const { id, mayEdit, packId, packName, rows } = series;
  const missing = rows.filter(({ state }) => state === 'missing').length;
  return (
    <div className={styles.actions}>
      {mayEdit && (
        <Button size="small" icon={<ListMusic size={14} />} onPress={() => openSeriesDialog({ kind: 'tracklist', id })}>
          {text('series.setTracklist')}
        </Button>
      )}
      {mayEdit && missing > 0 && (
        <Button size="small" icon={<Plus size={14} />} onPress={() => void attempt(() => addMissing(id))}>
          {text('series.addMissing', { count: missing })}
        </Button>
      )}
      {packId !== null && packName !== '' && (
        <Button size="small" onPress={() => showView('packs', packId)}>
          {text('series.openPack', { name: packName })}
        </Button>
      )}
      {mayEdit && (
        <Menu
          label={text('series.more')}
          trigger={
            <IconButton size="small" label={text('series.more')}>
              <Ellipsis size={16} />
            </IconButton>
          }
        >
          <MenuItem text={text('series.edit')} onAction={() => openSeriesDialog({ kind: 'edit', id })} />
          <MenuItem text={text('series.references')} onAction={() => openSeriesDialog({ kind: 'references' })} />
          <MenuItem text={text('series.remove')} onAction={() => void attempt(() => removeSeries(series))} />
        </Menu>
      )}
    </div>
  );
}

/** Songs of the series that are of another album. */
function BonusSongs({ series }: { series: OpenSeries }) {
  const text = useText();
  const songs = series.songList.filter(({ isOfAlbum }) => !isOfAlbum);
  if (songs.length === 0) return null;
  return (
    <section aria-label={text('series.bonus')}>
      <h3 className={styles.title}>{text('series.bonus')}</h3>
      <ul className={styles.list}>
        {songs.map(({ id, title, artist, status }) => (
          <li key={id}>
            <span>{title}</span> <span className={styles.quiet}>{artist}</span>{' '}
            <span className={styles.quiet}>{text(`series.status.${status}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

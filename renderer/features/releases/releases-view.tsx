import { Disc3 } from 'lucide-react';
import { Link } from 'react-aria-components';
import type { Release } from '#shared/contract/releases.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, ViewHead } from '../../ui/index.ts';
import { Artwork, formatDay, formatLength } from '../tracks/index.ts';
import { ReleaseDetails } from './release-details.tsx';
import styles from './releases.module.css';

/** Drafts of releases, or the one that is open. */
export function ReleasesView() {
  const item = useView((state) => state.item);
  return item === null ? <AllReleases /> : <ReleaseDetails key={item} id={item as ReleaseId} />;
}

const columns = ['release', 'artist', 'kind', 'date', 'tracks', 'length'] as const;
const figures: readonly string[] = ['tracks', 'length'];

function AllReleases() {
  const text = useText();
  const { data: releases } = useCall('releases.list');
  return (
    <>
      <ViewHead
        title={text('releases.area')}
        summary={releases && releases.length > 0 && text('releases.drafts', { count: releases.length })}
      />
      {releases?.length === 0 && (
        <EmptyState
          icon={<Disc3 size={24} />}
          text={text('releases.empty')}
          action={<Button onPress={() => showView('packs')}>{text('releases.toPacks')}</Button>}
        />
      )}
      {releases && releases.length > 0 && (
        <div className={styles.scroll} data-pane-focus>
          <table className={styles.table} aria-label={text('releases.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" data-figure={figures.includes(column) || undefined}>
                    {text(`releases.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {releases.map((release) => (
                <ReleaseLine key={release.id} release={release} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function ReleaseLine({ release }: { release: Release }) {
  const text = useText();
  const { id, title, artist, kind, releaseDate, trackCount, durationMs, artworkHash } = release;
  return (
    <tr className={styles.row}>
      <td>
        <span className={styles.name}>
          <Artwork hash={artworkHash} size={28} />
          <Link className={styles.link ?? ''} onPress={() => showView('releases', id)}>
            {title}
          </Link>
        </span>
      </td>
      <td>{artist}</td>
      <td>{text(`releases.kind.${kind}`)}</td>
      <td>
        {releaseDate === '' ? text('releases.noDate') : formatDay(Date.parse(`${releaseDate}T12:00`), Date.now())}
      </td>
      <td data-figure>{text('app.count', { count: trackCount })}</td>
      <td data-figure>{durationMs === 0 ? '–' : formatLength(durationMs)}</td>
    </tr>
  );
}

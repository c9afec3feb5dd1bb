import { Barcode, Disc3, Plus } from 'lucide-react';
import { Link } from 'react-aria-components';
import type { Release } from '#shared/contract/releases.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { findStore } from '#shared/stores.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, EmptyState, IconButton, Tag } from '../../ui/index.ts';
import { Artwork, formatLength } from '../tracks/index.ts';
import { dayInWords } from './release-days.ts';
import { ReleasePage } from './release-page.tsx';
import styles from './releases.module.css';
import { openReleaseDialog, useReleases } from './releases.store.ts';
import { stateTone } from './state-tone.ts';

/** All releases, or the one that is open. */
export function ReleasesView() {
  const item = useView((state) => state.item);
  return item === null ? <AllReleases /> : <ReleasePage key={item} id={item as ReleaseId} />;
}

const columns = [
  'release',
  'artist',
  'catalogueNumber',
  'kind',
  'date',
  'state',
  'stores',
  'tracks',
  'length',
] as const;
const figures: readonly string[] = ['tracks', 'length'];

function AllReleases() {
  const text = useText();
  const { data: releases } = useCall('releases.list');
  const showsArchive = useReleases((state) => state.showsArchive);
  const shown = releases?.filter(({ isArchived }) => showsArchive || !isArchived);
  const hasArchive = releases?.some(({ isArchived }) => isArchived) ?? false;
  const make = () => openReleaseDialog({ kind: 'new' });
  return (
    <>
      <AreaHead
        area="label"
        summary={shown && shown.length > 0 ? text('releases.count', { count: shown.length }) : undefined}
      >
        {hasArchive && (
          <Checkbox isSelected={showsArchive} onChange={(chosen) => useReleases.setState({ showsArchive: chosen })}>
            {text('releases.showArchive')}
          </Checkbox>
        )}
        <IconButton label={text('releases.codes')} onPress={() => openReleaseDialog({ kind: 'codes' })}>
          <Barcode size={16} />
        </IconButton>
        <Button icon={<Plus size={14} />} onPress={make}>
          {text('releases.new')}
        </Button>
      </AreaHead>
      {shown?.length === 0 && (
        <EmptyState
          icon={<Disc3 size={24} />}
          text={text('releases.empty')}
          action={<Button onPress={make}>{text('releases.new')}</Button>}
        />
      )}
      {shown && shown.length > 0 && (
        <div className={styles.scroll} data-pane-focus tabIndex={-1}>
          <table className={styles.table} aria-label={text('releases.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" data-column={column} data-figure={figures.includes(column) || undefined}>
                    {text(`releases.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((release) => (
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
  const { id, title, versionTitle, artist, kind, releaseDate, trackCount, durationMs, artworkHash, stores } = release;
  return (
    <tr className={styles.row} data-archived={release.isArchived || undefined}>
      <td>
        <span className={styles.name}>
          <Artwork hash={artworkHash} size={28} />
          <Link className={styles.link ?? ''} onPress={() => showView('releases', id)}>
            {versionTitle === '' ? title : text('releases.withVersion', { title, version: versionTitle })}
          </Link>
        </span>
      </td>
      <td>{artist}</td>
      <td className={styles.code} data-column="catalogueNumber">
        {release.catalogueNumber}
      </td>
      <td>{text(`releases.kind.${kind}`)}</td>
      <td className={styles.date}>{releaseDate === '' ? text('releases.noDate') : dayInWords(releaseDate)}</td>
      <td>
        <Tag tone={stateTone[release.state]}>{text(`releases.state.${release.state}`)}</Tag>
      </td>
      <td data-column="stores" title={stores.map((key) => findStore(key)?.name ?? key).join(', ')}>
        {stores.length === 0 ? text('releases.noStores') : text('releases.storeCount', { count: stores.length })}
      </td>
      <td data-figure>{text('app.count', { count: trackCount })}</td>
      <td data-figure>{durationMs === 0 ? '–' : formatLength(durationMs)}</td>
    </tr>
  );
}

import { useDeferredValue, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { mostSeriesRows } from '#shared/contract/series.ts';
import type { SeriesId } from '#shared/contract/studio-ids.ts';
import { type AlbumRow, readAlbumRows } from '#shared/series-rows.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Segmented, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatLength } from '../tracks/index.ts';
import { type OpenSeries, setTracklist } from './series.actions.ts';
import styles from './series.module.css';
import { closeSeriesDialog } from './series.store.ts';

/** The official tracklist of the album: pasted, from a CSV, or looked up. */
export function TracklistDialog({ id }: { id: SeriesId }) {
  const { data: series } = useCall('series.get', { id });
  return series ? <TracklistForm series={series} /> : null;
}

function TracklistForm({ series }: { series: OpenSeries }) {
  const text = useText();
  const [source, setSource] = useState<'paste' | 'lookUp'>('paste');
  const [typed, setTyped] = useState(() => textOf(series.rows));
  const words = useDeferredValue(typed);
  const rows = useMemo(() => readAlbumRows(words).slice(0, mostSeriesRows), [words]);
  const read = async (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) setTyped((await file.text()).slice(0, 200_000));
  };
  const save = async () => {
    await setTracklist(series.id, readAlbumRows(typed).slice(0, mostSeriesRows));
    closeSeriesDialog();
  };
  return (
    <Dialog
      title={text('series.setTracklist')}
      isOpen
      onClose={closeSeriesDialog}
      footer={
        <>
          <Button onPress={closeSeriesDialog}>{text('series.cancel')}</Button>
          <Button kind="primary" isDisabled={rows.length === 0} onPress={() => void attempt(save)}>
            {text('series.use', { count: rows.length })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Segmented
          label={text('series.source')}
          value={source}
          options={[
            { value: 'paste', text: text('series.paste') },
            { value: 'lookUp', text: text('series.lookUp') },
          ]}
          onChange={setSource}
        />
        {source === 'lookUp' && (
          <LookUp
            series={series}
            onFound={(found) => {
              setTyped(textOf(found));
              setSource('paste');
            }}
          />
        )}
        {source === 'paste' && (
          <>
            <TextArea
              label={text('series.text')}
              hint={text('series.textHint')}
              rows={12}
              value={typed}
              onChange={setTyped}
              spellCheck="false"
              autoFocus
            />
            <div className={styles.line}>
              <FileTrigger
                acceptedFileTypes={['.csv', '.tsv', '.txt']}
                onSelect={(files) => void attempt(() => read(files))}
              >
                <Button size="small">{text('series.chooseFile')}</Button>
              </FileTrigger>
              <p className={styles.quiet} role="status">
                {text('series.found', { count: rows.length })}
              </p>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

type LookUpProps = { series: OpenSeries; onFound: (rows: AlbumRow[]) => void };

function LookUp({ series, onFound }: LookUpProps) {
  const text = useText();
  const [album, setAlbum] = useState(series.album);
  const [asked, setAsked] = useState<{ album: string; artist: string } | null>(null);
  const { data, error, isFetching } = useCall(
    'series.findTracklist',
    asked ?? { album: series.album, artist: series.artist },
    { enabled: asked !== null },
  );
  const take = async (releaseId: string) => onFound(await call('series.getTracklist', { releaseId }));
  return (
    <>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          if (album.trim() !== '') setAsked({ album, artist: series.artist });
        }}
      >
        <div className={styles.wide}>
          <Field label={text('series.album')} value={album} onChange={setAlbum} autoFocus />
        </div>
        <Button type="submit" isPending={isFetching}>
          {text('series.search')}
        </Button>
      </form>
      <p className={styles.quiet} role="status">
        {isFetching && text('series.searching')}
        {!isFetching && error && errorText(text, error.code)}
        {!isFetching && data?.length === 0 && text('series.nothingFound')}
      </p>
      <ul className={styles.list}>
        {data?.map(({ id, title, artist, date, tracks }) => (
          <li key={id}>
            <span className={styles.wide}>{text('series.release.facts', { title, artist, date, count: tracks })}</span>
            <Button size="small" onPress={() => void attempt(() => take(id))}>
              {text('series.use', { count: tracks })}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Rows as they can be edited as a text, and read again. */
function textOf(rows: readonly AlbumRow[]): string {
  const discs = new Set(rows.map(({ disc }) => disc)).size;
  return rows
    .map(({ disc, title, durationMs }, index) => {
      const isFirst = rows[index - 1]?.disc !== disc;
      const length = durationMs === null ? '' : ` ${formatLength(durationMs)}`;
      return `${discs > 1 && isFirst ? `Disc ${disc}\n` : ''}${index + 1}. ${title}${length}`;
    })
    .join('\n');
}

import { Trash2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { SeriesId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, IconButton, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseSong, editSeries, type OpenSeries, readReferences, removeReferences } from './series.actions.ts';
import styles from './series.module.css';
import { closeSeriesDialog, type SeriesDialog, useSeries } from './series.store.ts';
import { TracklistDialog } from './tracklist-dialog.tsx';

/** The dialog about series that is open. */
export function SeriesDialogs() {
  const dialog = useSeries((state) => state.dialog);
  switch (dialog?.kind) {
    case 'tracklist':
      return <TracklistDialog id={dialog.id} />;
    case 'edit':
      return <EditDialog id={dialog.id} />;
    case 'choose':
      return <ChooseDialog {...dialog} />;
    case 'references':
      return <ReferencesDialog />;
    default:
      return null;
  }
}

function EditDialog({ id }: { id: SeriesId }) {
  const { data: series } = useCall('series.get', { id });
  return series ? <EditForm series={series} /> : null;
}

function EditForm({ series }: { series: OpenSeries }) {
  const text = useText();
  const { album, artist, description, link } = series;
  const [form, setForm] = useState({ album, artist, description, link, year: String(series.year ?? '') });
  const change = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const year = form.year.trim() === '' ? null : Number(form.year);
  const isYear = year === null || (Number.isInteger(year) && year >= 1 && year <= 9999);
  const isWhole = form.album.trim() !== '' && form.artist.trim() !== '' && isYear;
  return (
    <Dialog
      title={text('series.editTitle', { album })}
      isOpen
      onClose={closeSeriesDialog}
      footer={
        <>
          <Button onPress={closeSeriesDialog}>{text('series.cancel')}</Button>
          <Button kind="primary" type="submit" form="edit-series" isDisabled={!isWhole}>
            {text('series.save')}
          </Button>
        </>
      }
    >
      <form
        id="edit-series"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await editSeries(series, { ...form, link: form.link.trim(), year });
            closeSeriesDialog();
          });
        }}
      >
        <Field
          label={text('series.album')}
          value={form.album}
          onChange={(typed) => change({ album: typed })}
          autoFocus
        />
        <Field label={text('series.artist')} value={form.artist} onChange={(typed) => change({ artist: typed })} />
        <Field
          label={text('series.year')}
          inputMode="numeric"
          value={form.year}
          onChange={(typed) => change({ year: typed })}
        />
        <Field label={text('series.link')} type="url" value={form.link} onChange={(typed) => change({ link: typed })} />
        <TextArea
          label={text('series.description')}
          value={form.description}
          onChange={(typed) => change({ description: typed })}
          maxLength={2000}
        />
      </form>
    </Dialog>
  );
}

const mostShown = 50;

function ChooseDialog({ id, row, title, artist }: Extract<SeriesDialog, { kind: 'choose' }>) {
  const text = useText();
  const [typed, setTyped] = useState(artist);
  const words = useDeferredValue(typed);
  const { data: found } = useCall('songs.list', { text: words }, { keepsPrevious: true });
  const ids = found?.ids.slice(0, mostShown) ?? [];
  const { data: songs = [] } = useCall('songs.getMany', { ids }, { enabled: ids.length > 0, keepsPrevious: true });
  const shown = ids.length === 0 ? [] : songs;
  return (
    <Dialog
      title={text('series.choose', { title })}
      isOpen
      onClose={closeSeriesDialog}
      footer={<Button onPress={closeSeriesDialog}>{text('series.cancel')}</Button>}
    >
      <div className={styles.form}>
        <Field label={text('series.find')} value={typed} onChange={setTyped} autoFocus />
        {found && shown.length === 0 && <p className={styles.quiet}>{text('series.noSongs')}</p>}
        <ul className={styles.list}>
          {shown.map((song) => (
            <li key={song.id}>
              <span className={styles.wide}>{song.title}</span>
              <span className={styles.quiet}>{song.artist}</span>
              <Button
                size="small"
                aria-label={text('series.chooseThis', { title: song.title })}
                onPress={() => {
                  closeSeriesDialog();
                  void attempt(() => chooseSong(id, row, song.id));
                }}
              >
                {text('series.rowChoose')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function ReferencesDialog() {
  const text = useText();
  const { data: lists = [] } = useCall('series.references');
  const [name, setName] = useState('');
  const [content, setContent] = useState('');
  const read = async (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    setContent(await file.text());
    if (name === '') setName(file.name.replace(/\.[^.]+$/, '').slice(0, 100));
  };
  return (
    <Dialog
      title={text('series.references')}
      isOpen
      onClose={closeSeriesDialog}
      footer={
        <>
          <Button onPress={closeSeriesDialog}>{text('series.close')}</Button>
          <Button
            kind="primary"
            isDisabled={name.trim() === '' || content.trim() === ''}
            onPress={() =>
              void attempt(async () => {
                await readReferences(name, content);
                setName('');
                setContent('');
              })
            }
          >
            {text('series.readList')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {lists.length === 0 && <p className={styles.quiet}>{text('series.noLists')}</p>}
        <ul className={styles.list}>
          {lists.map((list) => (
            <li key={list.id}>
              <span className={styles.wide}>{list.name}</span>
              <span className={styles.quiet}>{text('series.songs', { count: list.count })}</span>
              <IconButton
                size="small"
                label={text('series.listRemove', { name: list.name })}
                onPress={() => void attempt(() => removeReferences(list))}
              >
                <Trash2 size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
        <Field label={text('series.listName')} value={name} onChange={setName} maxLength={100} />
        <TextArea label={text('series.listText')} rows={5} value={content} onChange={setContent} spellCheck="false" />
        <div>
          <FileTrigger
            acceptedFileTypes={['.csv', '.tsv', '.txt']}
            onSelect={(files) => void attempt(() => read(files))}
          >
            <Button size="small">{text('series.chooseFile')}</Button>
          </FileTrigger>
        </div>
      </div>
    </Dialog>
  );
}

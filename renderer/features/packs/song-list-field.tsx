import { useDeferredValue, useMemo } from 'react';
import { parseTitleList } from '#shared/title-list.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field, Segmented, TextArea } from '../../ui/index.ts';
import styles from './dialogs.module.css';

export type ListForm = {
  text: string;
  mode: 'artist' | 'mixed';
  artist: string;
  album: string;
  capitalises: boolean;
  isAlbumSeries: boolean;
};

export const emptyList: ListForm = {
  text: '',
  mode: 'artist',
  artist: '',
  album: '',
  capitalises: false,
  isAlbumSeries: false,
};

export type ListedSong = { title: string; artist: string; album: string };

/** What a pasted list plans: new songs, and how many of its lines are there already. */
export function useListedSongs(form: ListForm): { songs: ListedSong[]; duplicates: number; isChecked: boolean } {
  const { text, mode, artist, album, capitalises } = useDeferredValue(form);
  const lines = useMemo(() => parseTitleList(text, { mode, artist, capitalises }), [text, mode, artist, capitalises]);
  const { data: checks } = useCall(
    'songs.checkTitles',
    { songs: lines },
    { enabled: lines.length > 0, keepsPrevious: true },
  );
  const isChecked = lines.length === 0 || checks?.length === lines.length;
  const fresh = lines.filter((_, index) => !checks?.[index] || checks[index]?.duplicate === '');
  return {
    songs: fresh.map((line) => ({ ...line, album: album.trim() })),
    duplicates: lines.length - fresh.length,
    isChecked,
  };
}

type SongListFieldProps = {
  form: ListForm;
  onChange: (form: ListForm) => void;
  /** Whether it can name the pack after its album. */
  canName: boolean;
  summary: { songs: readonly ListedSong[]; duplicates: number };
};

/** A pasted list of titles, by one artist or of several. */
export function SongListField({ form, onChange, canName, summary }: SongListFieldProps) {
  const text = useText();
  const change = (patch: Partial<ListForm>) => onChange({ ...form, ...patch });
  const { songs, duplicates } = summary;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{text('packs.list')}</legend>
      <Segmented
        label={text('packs.listMode')}
        value={form.mode}
        options={[
          { value: 'artist', text: text('packs.listArtist') },
          { value: 'mixed', text: text('packs.listMixed') },
        ]}
        onChange={(mode) => change({ mode })}
      />
      <div className={styles.pair}>
        {form.mode === 'artist' && (
          <Field
            label={text('packs.artist')}
            value={form.artist}
            onChange={(artist) => change({ artist })}
            maxLength={500}
          />
        )}
        <Field label={text('packs.album')} value={form.album} onChange={(album) => change({ album })} maxLength={500} />
      </div>
      <TextArea
        label={text('packs.titles')}
        hint={text(form.mode === 'artist' ? 'packs.titlesHint' : 'packs.titlesMixedHint')}
        rows={7}
        value={form.text}
        onChange={(typed) => change({ text: typed })}
        spellCheck="false"
      />
      <Checkbox isSelected={form.capitalises} onChange={(capitalises) => change({ capitalises })}>
        {text('packs.capitalise')}
      </Checkbox>
      {canName && form.album.trim() !== '' && (
        <Checkbox isSelected={form.isAlbumSeries} onChange={(isAlbumSeries) => change({ isAlbumSeries })}>
          {text('packs.isAlbumSeries', { album: form.album.trim() })}
        </Checkbox>
      )}
      <p className={styles.quiet} role="status">
        {songs.length + duplicates > 0 && text('packs.listSummary', { count: songs.length, duplicates })}
      </p>
    </fieldset>
  );
}

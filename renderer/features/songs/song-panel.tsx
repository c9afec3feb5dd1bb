import { useEffect, useRef, useState } from 'react';
import type { Song, SongStatus } from '#shared/contract/songs.ts';
import { songStatuses } from '#shared/contract/songs.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork, formatBpm, KeyLabel } from '../tracks/index.ts';
import { SongVersions } from '../versions/index.ts';
import { formatSongDay } from './format-day.ts';
import styles from './song-pane.module.css';
import { editSongs, moveSongs } from './songs.actions.ts';
import { openSongDialog, useSongs } from './songs.store.ts';
import { SplitsSection } from './splits-section.tsx';
import { StepList } from './step-list.tsx';

/** What a song is, how far it is, what there is of it, and whose it is. */
export function SongPanel({ song }: { song: Song }) {
  const text = useText();
  return (
    <>
      <div className={styles.section}>
        <SongHead song={song} />
        <div className={styles.status} data-off={!song.canEdit || undefined}>
          <Segmented<SongStatus>
            label={text('songs.statusLabel')}
            value={song.status}
            options={songStatuses.map((value) => ({ value, text: text(`songs.status.${value}`) }))}
            onChange={(status) => void attempt(() => moveSongs([song.id], status))}
          />
        </div>
        <Facts song={song} />
      </div>
      <StepList song={song} />
      <SongVersions song={song} />
      <SplitsSection song={song} />
    </>
  );
}

function SongHead({ song }: { song: Song }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const isEditing = useSongs((state) => state.editing?.id === song.id && state.layout !== 'table');
  const others = [...new Set(song.people.map(({ name }) => name))].filter((name) => name !== song.artist);
  return (
    <div className={styles.top}>
      <Artwork hash={song.artworkHash} size={56} radius={5} />
      <div className={styles.words}>
        {isEditing ? (
          <TitleField song={song} />
        ) : (
          <h2>
            {song.title}
            {song.isOptional && <span className={styles.optional}>{text('songs.optional')}</span>}
          </h2>
        )}
        <p className={styles.artist}>
          {others.length === 0 ? song.artist : text('songs.with', { artist: song.artist, names: others.join(', ') })}
        </p>
        <p className={styles.place}>
          {[song.packName, song.bpm === null ? '' : text('songs.bpm', { bpm: formatBpm(song.bpm).replace(/\.0$/, '') })]
            .filter(Boolean)
            .join(', ')}
          {song.musicalKey !== null && <KeyLabel musicKey={song.musicalKey} notation={keyNotation} />}
        </p>
      </div>
    </div>
  );
}

/** Enter saves, Esc restores. */
function TitleField({ song }: { song: Song }) {
  const text = useText();
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(song.title);
  useEffect(() => field.current?.select(), []);
  const close = () => useSongs.setState({ editing: null });
  const save = () =>
    attempt(async () => {
      if (draft.trim() !== '' && draft.trim() !== song.title) await editSongs([song.id], { title: draft.trim() });
      close();
    });
  return (
    <input
      ref={field}
      className={styles.titleField}
      aria-label={text('songs.column.title')}
      maxLength={500}
      value={draft}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={close}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') void save();
        else if (event.key === 'Escape') close();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

/** The deadline, how long nothing happened, and the way to all other values. */
function Facts({ song }: { song: Song }) {
  const text = useText();
  return (
    <div className={styles.facts}>
      <label>
        {text('songs.deadline')}
        <input
          type="date"
          value={song.deadline}
          disabled={!song.canEdit}
          onChange={({ target }) => {
            if (target.value === '' || target.validity.valid) {
              void attempt(() => editSongs([song.id], { deadline: target.value }));
            }
          }}
        />
      </label>
      {song.releasedAt !== null && <span>{text('songs.releasedOn', { day: formatSongDay(song.releasedAt) })}</span>}
      {song.stuckDays !== null && song.stuckDays > 0 && <span>{text('songs.quietFor', { days: song.stuckDays })}</span>}
      {song.canEdit && (
        <Button kind="link" size="small" onPress={() => openSongDialog({ kind: 'bulk', ids: [song.id] })}>
          {text('songs.details')}
        </Button>
      )}
    </div>
  );
}

import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Song } from '#shared/contract/songs.ts';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { BounceSection } from '../versions/index.ts';
import { formatSongDay } from './format-day.ts';
import styles from './song-pane.module.css';

/** Links that were given to a song, newest first, each with what changed. */
export function FilesTab({ song }: { song: Song }) {
  const text = useText();
  return (
    <>
      <BounceSection songId={song.id} />
      <section className={styles.section} aria-labelledby="song-links">
        <h3 id="song-links">{text('songs.linksTitle')}</h3>
        {song.links.length === 0 && <p className={styles.quiet}>{text('songs.noLinks')}</p>}
        <ul className={styles.links}>
          {song.links.toReversed().map(({ at, url, message, person }) => (
            <li key={`${at} ${url}`}>
              <a href={url} target="_blank" rel="noreferrer">
                <ExternalLink size={12} aria-hidden="true" />
                {url.replace(/^https?:\/\//, '')}
              </a>
              <span>{[message, person?.name, formatSongDay(at)].filter(Boolean).join(', ')}</span>
            </li>
          ))}
        </ul>
        {song.canEdit && <LinkForm song={song} />}
      </section>
    </>
  );
}

function LinkForm({ song }: { song: Song }) {
  const text = useText();
  const [url, setUrl] = useState('');
  const [message, setMessage] = useState('');
  const add = async () => {
    const { operation } = await call('songs.addLink', { id: song.id, url: url.trim(), message });
    setUrl('');
    setMessage('');
    showUndoable({ text: text('songs.linkAdded'), operations: [operation] });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(add);
      }}
    >
      <Field label={text('songs.linkUrl')} value={url} onChange={setUrl} />
      <Field label={text('songs.linkMessage')} value={message} onChange={setMessage} />
      <Button type="submit" isDisabled={url.trim() === ''}>
        {text('songs.addLink')}
      </Button>
    </form>
  );
}

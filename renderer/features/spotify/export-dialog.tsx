import { useState } from 'react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './spotify.module.css';
import { closeSpotify } from './spotify.store.ts';
import { SpotifyGate } from './spotify-gate.tsx';
import { SpotifyReportNote } from './spotify-report-note.tsx';

/** Makes a list at Spotify of a playlist here; private unless the user says otherwise. */
export function ExportDialog({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const [name, setName] = useState(playlist.name);
  const [isPublic, setIsPublic] = useState(false);
  const send = () =>
    attempt(async () => {
      await call('spotify.export', { id: playlist.id, name: name.trim(), isPublic });
      closeSpotify();
      showToast({ text: textNow('spotify.sending', { name: name.trim() }) });
    });
  return (
    <Dialog title={text('spotify.export')} isOpen onClose={closeSpotify}>
      <SpotifyGate>
        <form
          className={styles.part}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void send();
          }}
        >
          <p className={styles.about}>{text('spotify.exportAbout')}</p>
          <Field label={text('spotify.name')} value={name} onChange={setName} />
          <Checkbox isSelected={isPublic} onChange={setIsPublic}>
            {text('spotify.isPublic')}
          </Checkbox>
          <SpotifyReportNote kind="export" />
          <div className={styles.actions}>
            <Button onPress={closeSpotify}>{text('spotify.cancel')}</Button>
            <Button kind="primary" type="submit" isDisabled={name.trim() === ''}>
              {text('spotify.send')}
            </Button>
          </div>
        </form>
      </SpotifyGate>
    </Dialog>
  );
}

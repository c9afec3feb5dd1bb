import { useState } from 'react';
import type { DisplayArtist } from '#shared/contract/catalogue.ts';
import { artistLine, namedArtists } from '#shared/display-artists.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { ArtistsField } from './artists-field.tsx';
import styles from './dialogs.module.css';
import { editRelease, type OpenRelease } from './releases.actions.ts';
import { useSubmit } from './use-submit.ts';

type ArtistsDialogProps = { releaseId: OpenRelease['id']; onClose: () => void };

/** Whom stores show for a release, and as what. */
export function ArtistsDialog({ releaseId, onClose }: ArtistsDialogProps) {
  const { data: release } = useCall('releases.get', { id: releaseId });
  return release ? <Form release={release} onClose={onClose} /> : null;
}

function Form({ release, onClose }: { release: OpenRelease; onClose: () => void }) {
  const text = useText();
  const [artists, setArtists] = useState<DisplayArtist[]>(() => namedArtists(release.artists, release.artist));
  const { failure, submit } = useSubmit(onClose);
  const save = () => {
    const named = artists.filter(({ name }) => name.trim() !== '');
    // The line follows the list where there is one.
    return editRelease(release, named.length === 0 ? { artists: [] } : { artists: named, artist: artistLine(named) });
  };
  return (
    <Dialog
      title={text('releases.artistsOf', { title: release.title })}
      isOpen
      onClose={onClose}
      footer={
        <>
          {failure !== null && (
            <p role="alert" className={styles.failure}>
              {failure}
            </p>
          )}
          <Button onPress={onClose}>{text('releases.cancel')}</Button>
          <Button kind="primary" onPress={() => submit(save)}>
            {text('releases.save')}
          </Button>
        </>
      }
    >
      <ArtistsField artists={artists} onChange={setArtists} />
    </Dialog>
  );
}

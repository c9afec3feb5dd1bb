import { useState } from 'react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, TextArea } from '../../ui/index.ts';
import { AddTracksDialog } from './add-tracks-dialog.tsx';
import { ArtistsDialog } from './artists-dialog.tsx';
import { ChooseFileDialog } from './choose-file-dialog.tsx';
import { CodesDialog } from './codes-dialog.tsx';
import styles from './dialogs.module.css';
import { PasteIsrcsDialog } from './paste-isrcs-dialog.tsx';
import { duplicateRelease, makeRelease, type OpenRelease, submitRelease } from './releases.actions.ts';
import { closeReleaseDialog, useReleases } from './releases.store.ts';
import { TrackDialog } from './track-dialog.tsx';
import { useSubmit } from './use-submit.ts';

/** Dialogs of releases, whichever is open. */
export function ReleaseDialogs() {
  const dialog = useReleases((state) => state.dialog);
  if (!dialog) return null;
  const onClose = closeReleaseDialog;
  switch (dialog.kind) {
    case 'new':
      return <NewReleaseDialog onClose={onClose} />;
    case 'codes':
      return <CodesDialog onClose={onClose} />;
    case 'track':
      return <TrackDialog releaseId={dialog.releaseId} place={dialog.place} onClose={onClose} />;
    case 'chooseFile':
      return <ChooseFileDialog releaseId={dialog.releaseId} place={dialog.place} onClose={onClose} />;
    case 'addTracks':
      return <AddTracksDialog releaseId={dialog.releaseId} onClose={onClose} />;
    case 'artists':
      return <ArtistsDialog releaseId={dialog.releaseId} onClose={onClose} />;
    case 'pasteIsrcs':
      return <PasteIsrcsDialog releaseId={dialog.releaseId} onClose={onClose} />;
    case 'duplicate':
      return <DuplicateDialog releaseId={dialog.releaseId} onClose={onClose} />;
    case 'submit':
      return <SubmitDialog releaseId={dialog.releaseId} onClose={onClose} />;
  }
}

function NewReleaseDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [title, setTitle] = useState('');
  const [artist, setArtist] = useState('');
  const { failure, submit } = useSubmit(onClose);
  return (
    <Dialog
      title={text('releases.new')}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('releases.cancel')}</Button>
          <Button kind="primary" type="submit" form="new-release" isDisabled={title.trim() === ''}>
            {text('releases.make')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="new-release"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(() => makeRelease(title.trim(), artist.trim()));
        }}
      >
        <Field
          label={text('releases.field.title')}
          value={title}
          maxLength={500}
          error={failure}
          autoFocus
          onChange={setTitle}
        />
        <Field label={text('releases.field.artist')} value={artist} maxLength={500} onChange={setArtist} />
      </form>
    </Dialog>
  );
}

type OfRelease = { releaseId: OpenRelease['id']; onClose: () => void };

function DuplicateDialog({ releaseId, onClose }: OfRelease) {
  const text = useText();
  const [version, setVersion] = useState('');
  const { data: release } = useCall('releases.get', { id: releaseId });
  const { failure, submit } = useSubmit(onClose);
  return (
    <Dialog
      title={text('releases.duplicateTitle', { title: release?.title ?? '' })}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('releases.cancel')}</Button>
          <Button kind="primary" type="submit" form="duplicate-release">
            {text('releases.duplicateNow')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="duplicate-release"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(() => duplicateRelease(releaseId, version.trim()));
        }}
      >
        <Field
          label={text('releases.field.versionTitle')}
          hint={text('releases.duplicateHint')}
          value={version}
          maxLength={500}
          error={failure}
          autoFocus
          onChange={setVersion}
        />
      </form>
    </Dialog>
  );
}

function SubmitDialog({ releaseId, onClose }: OfRelease) {
  const text = useText();
  const [note, setNote] = useState('');
  const { data: release } = useCall('releases.get', { id: releaseId });
  const { failure, submit } = useSubmit(onClose);
  if (!release) return null;
  return (
    <Dialog
      title={text('releases.submitTitle', { title: release.title })}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          {failure !== null && (
            <p role="alert" className={styles.failure}>
              {failure}
            </p>
          )}
          <Button onPress={onClose}>{text('releases.cancel')}</Button>
          <Button kind="primary" type="submit" form="submit-release">
            {text('releases.submit')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="submit-release"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(() => submitRelease(release, note));
        }}
      >
        <TextArea
          label={text('releases.submitNote')}
          value={note}
          maxLength={2000}
          rows={3}
          autoFocus
          onChange={setNote}
        />
      </form>
    </Dialog>
  );
}

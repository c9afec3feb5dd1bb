import { useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { type StorageId, storageIds } from '#shared/contract/storage.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Select, showToast } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { formatBytes } from '../tracks/index.ts';
import { closeUpload, useUpload } from './storage.commands.ts';
import styles from './storage.module.css';

/** Chooses what goes to the user's own storage: files of the selection, their covers, the newest backup. */
export function UploadDialog() {
  const text = useText();
  const trackIds = useUpload((state) => state.trackIds);
  const { data } = useCall('connectors.list');
  if (trackIds === null || !data) return null;
  const connected = storageIds.filter((id) =>
    data.services.some((service) => service.id === id && service.isConnected && !service.needsSignIn),
  );
  return (
    <Dialog title={text('storage.title')} isOpen onClose={closeUpload}>
      <div className={styles.part}>
        {connected.length === 0 ? <NotConnected /> : <Choice trackIds={trackIds} services={connected} />}
      </div>
    </Dialog>
  );
}

function NotConnected() {
  const text = useText();
  const toSettings = () => {
    closeUpload();
    runCommand('settings.services');
  };
  return (
    <>
      <p className={styles.about}>{text('storage.notConnected')}</p>
      <Button kind="primary" onPress={toSettings}>
        {text('storage.settings')}
      </Button>
    </>
  );
}

function Choice({ trackIds, services }: { trackIds: TrackId[]; services: readonly StorageId[] }) {
  const text = useText();
  const { data: backups } = useCall('backups.list');
  const newest = backups?.backups[0];
  const hasTracks = trackIds.length > 0;
  const [service, setService] = useState<StorageId>(services[0] ?? 's3');
  const [hasAudio, setHasAudio] = useState(hasTracks);
  const [hasArtwork, setHasArtwork] = useState(false);
  const [hasBackup, setHasBackup] = useState(false);
  const upload = () =>
    attempt(async () => {
      const { count } = await call('storage.upload', {
        service,
        trackIds,
        what: [...(hasAudio ? ['audio' as const] : []), ...(hasArtwork ? ['artwork' as const] : [])],
        backups: hasBackup && newest ? [newest.name] : [],
      });
      closeUpload();
      showToast({ text: textNow('storage.uploading', { count }) });
    });
  return (
    <>
      <p className={styles.about}>{text('storage.about')}</p>
      <Select
        label={text('storage.service')}
        value={service}
        options={services.map((id) => ({ value: id, text: text(`connectors.name.${id}`) }))}
        onChange={setService}
      />
      {hasTracks && (
        <>
          <Checkbox isSelected={hasAudio} onChange={setHasAudio}>
            {text('storage.audio', { count: trackIds.length })}
          </Checkbox>
          <Checkbox isSelected={hasArtwork} onChange={setHasArtwork}>
            {text('storage.artwork')}
          </Checkbox>
        </>
      )}
      {newest && (
        <Checkbox isSelected={hasBackup} onChange={setHasBackup}>
          {text('storage.backup', { size: formatBytes(newest.sizeBytes) })}
        </Checkbox>
      )}
      {!hasTracks && !newest && <p className={styles.about}>{text('storage.nothing')}</p>}
      <div className={styles.actions}>
        <Button onPress={closeUpload}>{text('storage.cancel')}</Button>
        <Button kind="primary" isDisabled={!(hasAudio || hasArtwork || hasBackup)} onPress={() => void upload()}>
          {text('storage.upload')}
        </Button>
      </div>
    </>
  );
}

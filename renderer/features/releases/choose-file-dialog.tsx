import { useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { FoundTracks } from './found-tracks.tsx';
import { editTracks, type OpenRelease } from './releases.actions.ts';
import { useSubmit } from './use-submit.ts';
import { useTrackSearch } from './use-track-search.ts';

type ChooseFileProps = { releaseId: OpenRelease['id']; place: number; onClose: () => void };

/** Another file of the library for a track's recording. */
export function ChooseFileDialog({ releaseId, place, onClose }: ChooseFileProps) {
  const { data: release } = useCall('releases.get', { id: releaseId });
  const track = release?.tracks[place];
  return release && track ? <Choice {...{ release, track, place, onClose }} /> : null;
}

type ChoiceProps = Omit<ChooseFileProps, 'releaseId'> & { release: OpenRelease; track: OpenRelease['tracks'][number] };

function Choice({ release, track, place, onClose }: ChoiceProps) {
  const text = useText();
  const [query, setQuery] = useState(track.title);
  const rows = useTrackSearch(query);
  const { failure, submit } = useSubmit(onClose);
  const take = ({ id, durationMs }: TrackRow) =>
    submit(() => editTracks(release, [track.recordingId], { trackId: id, durationMs }));
  return (
    <Dialog
      title={text('releases.chooseFileFor', {
        title: text('releases.trackName', { number: place + 1, title: track.title }),
      })}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{text('releases.cancel')}</Button>}
    >
      <div className={styles.form}>
        <Field
          label={text('releases.searchLibrary')}
          value={query}
          maxLength={200}
          error={failure}
          autoFocus
          onChange={setQuery}
        />
        <FoundTracks
          rows={rows}
          query={query}
          verb={text('releases.take')}
          isHere={(id) => id === track.trackId}
          onTake={take}
        />
      </div>
    </Dialog>
  );
}

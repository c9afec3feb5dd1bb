import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { countSelected, formatLength, selectedIds, useSelection } from '../tracks/index.ts';
import { writeCode } from './codes-dialog.tsx';
import styles from './dialogs.module.css';
import { FoundTracks } from './found-tracks.tsx';
import { addTracks, type OpenRelease } from './releases.actions.ts';
import { useTrackSearch } from './use-track-search.ts';

const shownAtOnce = 50;

/** Recordings of the catalogue, or the tracks selected in the library, onto a release. */
export function AddTracksDialog({ releaseId, onClose }: { releaseId: ReleaseId; onClose: () => void }) {
  const text = useText();
  const [query, setQuery] = useState('');
  const { data: release } = useCall('releases.get', { id: releaseId });
  const { data: found } = useCall('catalogue.list', { text: query, count: shownAtOnce }, { keepsPrevious: true });
  const rows = useTrackSearch(query);
  const selection = useSelection();
  const selectedCount = countSelected(selection);
  if (!release) return null;
  const add = (placed: Parameters<typeof addTracks>[1]) => void attempt(() => addTracks(release, placed));
  const addSelected = () =>
    void attempt(async () => {
      const ids = (await selectedIds()) as readonly TrackId[];
      await addTracks(
        release,
        ids.slice(0, 200).map((trackId) => ({ trackId })),
      );
    });
  return (
    <Dialog
      title={text('releases.addTracksTo', { title: release.title })}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{text('releases.close')}</Button>}
    >
      <div className={styles.form}>
        {selectedCount > 0 && (
          <Button icon={<Plus size={14} />} onPress={addSelected}>
            {text('releases.addSelected', { count: selectedCount })}
          </Button>
        )}
        <Field label={text('releases.searchBoth')} value={query} maxLength={200} autoFocus onChange={setQuery} />
        <Found release={release} query={query} found={found} onAdd={add} />
        <FoundTracks
          rows={rows}
          query={query}
          verb={text('releases.add')}
          isHere={(id) => release.tracks.some(({ trackId }) => trackId === id)}
          onTake={({ id }) => add([{ trackId: id }])}
        />
        <NewRecording release={release} title={query} />
      </div>
    </Dialog>
  );
}

type FoundProps = {
  release: OpenRelease;
  query: string;
  found: Awaited<ReturnType<typeof call<'catalogue.list'>>> | undefined;
  onAdd: (placed: Parameters<typeof addTracks>[1]) => void;
};

function Found({ release, query, found, onAdd }: FoundProps) {
  const text = useText();
  const here = new Set(release.tracks.map(({ recordingId }) => recordingId));
  if (!found) return null;
  if (found.total === 0) {
    return (
      <p className={styles.quiet}>
        {text(query === '' ? 'releases.catalogueEmpty' : 'releases.nothingFound', { query })}
      </p>
    );
  }
  return (
    <ul className={styles.list} aria-label={text('releases.found')}>
      {found.recordings.map(({ id, title, artist, isrc, durationMs }) => (
        <li key={id} className={styles.found}>
          <div className={styles.foundText}>
            <p>{title}</p>
            <p className={styles.quiet}>{artist}</p>
          </div>
          <span className={styles.code}>{writeCode('isrc', isrc)}</span>
          <span className={styles.quiet}>{durationMs === null ? '' : formatLength(durationMs)}</span>
          <Button
            size="small"
            isDisabled={here.has(id)}
            aria-label={text('releases.addRecording', { title })}
            onPress={() => onAdd([{ recordingId: id }])}
          >
            {text(here.has(id) ? 'releases.isHere' : 'releases.add')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Of the back catalogue, whose file need not be here. */
function NewRecording({ release, title }: { release: OpenRelease; title: string }) {
  const text = useText();
  const name = title.trim();
  if (name === '') return null;
  const make = async () => {
    const { id } = await call('catalogue.makeRecording', { title: name, artist: release.artist });
    await addTracks(release, [{ recordingId: id }]);
  };
  return (
    <Button size="small" icon={<Plus size={14} />} onPress={() => void attempt(make)}>
      {text('releases.newRecording', { title: name })}
    </Button>
  );
}

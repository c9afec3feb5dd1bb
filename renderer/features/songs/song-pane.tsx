import { X } from 'lucide-react';
import { useState } from 'react';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, IconButton, Tabs } from '../../ui/index.ts';
import { FilesTab } from './files-tab.tsx';
import { NotesTab } from './notes-tab.tsx';
import { SongHistory } from './song-history.tsx';
import styles from './song-pane.module.css';
import { SongPanel } from './song-panel.tsx';
import { useSongs } from './songs.store.ts';

type TabId = 'song' | 'notes' | 'files' | 'history';

/** The song that is selected; it takes the inspector's place in the studio. */
export function SongPane() {
  const text = useText();
  const id = useSongs((state) => state.focused);
  return (
    <aside className={styles.pane} aria-label={text('songs.inspector')}>
      {id === null ? (
        <>
          <div className={styles.head}>
            <h2>{text('songs.inspector')}</h2>
            <CloseButton />
          </div>
          <EmptyState text={text('songs.selectOne')} />
        </>
      ) : (
        <OneSong key={id} id={id} />
      )}
    </aside>
  );
}

function OneSong({ id }: { id: SongId }) {
  const text = useText();
  const [tab, setTab] = useState<TabId>('song');
  const { data: song, error } = useCall('songs.get', { id });
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!song) return null;
  return (
    <Tabs<TabId>
      label={text('songs.inspector')}
      value={tab}
      onChange={setTab}
      end={<CloseButton />}
      tabs={[
        { id: 'song', text: text('songs.tab.song'), content: <SongPanel song={song} /> },
        { id: 'notes', text: text('songs.tab.notes'), content: <NotesTab key={id} song={song} /> },
        { id: 'files', text: text('songs.tab.files'), content: <FilesTab song={song} /> },
        { id: 'history', text: text('songs.tab.history'), content: <SongHistory song={song} /> },
      ]}
    />
  );
}

function CloseButton() {
  const text = useText();
  return (
    <IconButton label={text('inspector.close')} onPress={() => void updateSettings({ isInspectorOpen: false })}>
      <X size={16} />
    </IconButton>
  );
}

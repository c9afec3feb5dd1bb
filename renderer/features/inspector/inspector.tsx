import { X } from 'lucide-react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, IconButton, Tabs } from '../../ui/index.ts';
import { usePlayer } from '../player/index.ts';
import { countSelected, useSelection } from '../tracks/index.ts';
import { FilePanel } from './file-panel.tsx';
import { HistoryPanel } from './history/history-panel.tsx';
import styles from './inspector.module.css';
import { SeveralPanel } from './several-panel.tsx';
import { showTab, type TabId, useTab } from './tab.store.ts';
import { TagsPanel } from './tags-panel.tsx';
import { TrackPanel } from './track-panel.tsx';

/** What is known of the selected tracks, or of the playing one when nothing is selected. */
export function Inspector() {
  const text = useText();
  const count = useSelection(countSelected);
  const onlyId = useSelection((selection) => (selection.ids.size === 1 ? firstOf(selection.ids) : null));
  const playingId = usePlayer((state) => state.track?.id ?? null);
  const id = count === 0 ? playingId : count === 1 ? onlyId : null;
  return (
    <aside className={styles.inspector} aria-label={text('inspector.title')}>
      {count > 1 ? (
        <>
          <div className={styles.head}>
            <h2>{text('inspector.several', { count })}</h2>
            <CloseButton />
          </div>
          <div className={styles.content}>
            <SeveralPanel />
          </div>
        </>
      ) : id === null ? (
        <>
          <div className={styles.head}>
            <h2>{text('inspector.title')}</h2>
            <CloseButton />
          </div>
          <EmptyState text={text('inspector.empty')} />
        </>
      ) : (
        <OneTrack id={id} />
      )}
    </aside>
  );
}

function OneTrack({ id }: { id: TrackId }) {
  const text = useText();
  const tab = useTab((state) => state.tab);
  const { data: track, error } = useCall('tracks.get', { id }, { keepsPrevious: true });
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!track) return null;
  return (
    <Tabs<TabId>
      label={text('inspector.title')}
      value={tab}
      onChange={showTab}
      end={<CloseButton />}
      tabs={[
        { id: 'track', text: text('inspector.tab.track'), content: <TrackPanel track={track} /> },
        { id: 'tags', text: text('inspector.tab.tags'), content: <TagsPanel track={track} /> },
        { id: 'file', text: text('inspector.tab.file'), content: <FilePanel track={track} /> },
        { id: 'history', text: text('inspector.tab.history'), content: <HistoryPanel track={track} /> },
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

function firstOf(ids: ReadonlySet<TrackId>): TrackId | null {
  const [first] = ids;
  return first ?? null;
}

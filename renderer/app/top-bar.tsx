import { ChevronLeft, ChevronRight, Command, PanelRight, Undo2 } from 'lucide-react';
import { useCall } from '../api/query.ts';
import { useSettings } from '../api/settings.ts';
import { ActivityButton } from '../features/activity/index.ts';
import { runCommand } from '../features/commands/index.ts';
import { ProposalSearch } from '../features/organize/index.ts';
import { SearchField } from '../features/search/index.ts';
import { SongSearch } from '../features/songs/index.ts';
import { TimeSearch } from '../features/time/index.ts';
import { EntrySearch, useShownTracklist } from '../features/tracklists/index.ts';
import { useText } from '../messages/use-text.ts';
import { IconButton } from '../ui/index.ts';
import styles from './top-bar.module.css';
import { useView } from './view.store.ts';
import { windowFrame } from './window-frame.ts';

export function TopBar() {
  const text = useText();
  const { isInspectorOpen } = useSettings();
  const isStudio = useView((state) => state.view === 'studio');
  const isOrganizing = useView((state) => state.view === 'organize');
  const isOnWeek = useView((state) => state.view === 'time');
  const tracklist = useShownTracklist();
  const historyIndex = useView((state) => state.historyIndex);
  const historyLength = useView((state) => state.historyLength);
  const { data: next } = useCall('history.next');

  return (
    <header className={styles.bar} data-frame={windowFrame}>
      <div className={styles.group}>
        <IconButton label={text('app.back')} isDisabled={historyIndex === 0} onPress={() => history.back()}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton
          label={text('app.forward')}
          isDisabled={historyIndex >= historyLength - 1}
          onPress={() => history.forward()}
        >
          <ChevronRight size={16} />
        </IconButton>
      </div>
      {tracklist !== null ? (
        <EntrySearch id={tracklist} />
      ) : isOrganizing ? (
        <ProposalSearch />
      ) : isStudio ? (
        <SongSearch />
      ) : isOnWeek ? (
        <TimeSearch />
      ) : (
        <SearchField />
      )}
      <ActivityButton />
      <div className={styles.group}>
        <IconButton
          label={text('ui.undo')}
          keys="Mod+Z"
          isDisabled={!next?.undo}
          onPress={() => runCommand('edit.undo')}
        >
          <Undo2 size={16} />
        </IconButton>
        <IconButton label={text('app.allCommands')} keys="Mod+K" onPress={() => runCommand('palette.open')}>
          <Command size={16} />
        </IconButton>
        <IconButton
          label={text('app.inspector')}
          keys="Mod+I"
          isOn={isInspectorOpen}
          onPress={() => runCommand('inspector.toggle')}
        >
          <PanelRight size={16} />
        </IconButton>
      </div>
    </header>
  );
}

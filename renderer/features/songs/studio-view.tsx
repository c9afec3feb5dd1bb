import { CalendarDays, ChevronDown, Columns3, Disc3, ListChecks, Plus, Table2 } from 'lucide-react';
import { useEffect } from 'react';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { searchHere, useView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Menu, MenuItem, MenuSection, Segmented } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { Board } from './board.tsx';
import { Celebration } from './celebration.tsx';
import { CompletionView } from './completion-view.tsx';
import { SongCalendar } from './song-calendar.tsx';
import { SongTable } from './song-table.tsx';
import { openSongDialog, type SongLayout, selectSongs, songLayouts, useSongs } from './songs.store.ts';
import { startFromFile } from './start-from-file.ts';
import { StudioStatus } from './studio-status.tsx';

const icons: Record<SongLayout, typeof Columns3> = {
  board: Columns3,
  table: Table2,
  completion: ListChecks,
  calendar: CalendarDays,
};

/** Songs in the making: as a board, a table, by completion, or by their deadlines. */
export function StudioView() {
  const text = useText();
  const layout = useSongs((state) => state.layout);
  const item = useView((state) => state.item);
  const { data: count, error } = useCall('songs.count', {});
  useEffect(searchHere, []);
  // The address may name a song: a notification leads to it.
  useEffect(() => {
    if (item === null) return;
    selectSongs([item as SongId]);
    void updateSettings({ isInspectorOpen: true });
  }, [item]);
  return (
    <>
      <AreaHead area="studio">
        <Segmented<SongLayout>
          label={text('songs.layouts')}
          value={layout}
          onChange={(value) => useSongs.setState({ layout: value })}
          options={songLayouts.map((value) => {
            const Icon = icons[value];
            return { value, text: <Icon size={14} role="img" aria-label={text(`songs.layout.${value}`)} /> };
          })}
        />
        <WhoMenu />
        <Button kind="primary" icon={<Plus size={16} />} keys="Mod+N" onPress={() => runCommand('songs.new')}>
          {text('songs.new')}
        </Button>
      </AreaHead>
      {error && <EmptyState text={errorText(text, error.code)} />}
      {count?.all === 0 ? (
        <NoSongs />
      ) : (
        count && (
          <>
            {layout === 'board' && <Board />}
            {layout === 'table' && <SongTable />}
            {layout === 'completion' && <CompletionView />}
            {layout === 'calendar' && <SongCalendar />}
            <StudioStatus />
          </>
        )
      )}
      <Celebration />
    </>
  );
}

/** Whose songs are shown. */
function WhoMenu() {
  const text = useText();
  const isMine = useSongs((state) => state.isMine);
  return (
    <Menu
      label={text('songs.who')}
      placement="bottom end"
      trigger={
        <Button kind="ghost" size="small" icon={<ChevronDown size={14} />}>
          {text(isMine ? 'songs.me' : 'songs.everyone')}
        </Button>
      }
    >
      <MenuSection
        label={text('songs.who')}
        selectionMode="single"
        selectedKeys={[isMine ? 'me' : 'everyone']}
        onSelectionChange={(keys) => useSongs.setState({ isMine: keys.has('me') })}
      >
        <MenuItem id="everyone" text={text('songs.everyone')} />
        <MenuItem id="me" text={text('songs.me')} />
      </MenuSection>
    </Menu>
  );
}

function NoSongs() {
  const text = useText();
  return (
    <EmptyState
      icon={<Disc3 size={20} />}
      text={text('songs.none')}
      action={
        <span style={{ display: 'inline-flex', gap: 8 }}>
          <Button onPress={() => openSongDialog({ kind: 'new', place: {} })}>{text('songs.new')}</Button>
          <Button onPress={() => void attempt(startFromFile)}>{text('songs.fromFile')}</Button>
          <Button onPress={() => openSongDialog({ kind: 'paste' })}>{text('songs.pasteTitles')}</Button>
        </span>
      }
    />
  );
}

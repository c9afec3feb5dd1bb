import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, MenuItem, type MenuPlace, MenuSection, MenuSeparator } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { trackTimeOn, useMayPlan } from '../projects/index.ts';
import {
  cleanTitles,
  completeSongs,
  editSongs,
  moveSongs,
  moveToStage,
  playNewest,
  removeSongs,
} from './songs.actions.ts';
import { openSongDialog, useSongs } from './songs.store.ts';

type SongMenuProps = { ids: readonly SongId[]; place: MenuPlace | null; onClose: () => void };

/** What can be done with songs; everything that a drag does as well. */
export function SongMenu({ ids, place, onClose }: SongMenuProps) {
  const text = useText();
  const { data: board } = useCall('songs.board', {}, { enabled: place !== null });
  const [only] = ids;
  const mayPlan = useMayPlan();
  const doAll = (action: () => Promise<void>) => () => void attempt(action);
  return (
    <ContextMenu label={text('songs.menu', { count: ids.length })} place={place} onClose={onClose}>
      <MenuItem text={text('songs.play')} keys="Space" onAction={doAll(() => playNewest(ids))} />
      {only !== undefined && ids.length === 1 && (
        <MenuItem
          text={text('songs.rename')}
          keys="F2"
          onAction={() => useSongs.setState({ editing: { id: only, column: 'title' }, focused: only })}
        />
      )}
      {only !== undefined && ids.length === 1 && mayPlan && (
        <MenuItem text={text('projects.trackSong')} onAction={() => void trackTimeOn({ kind: 'song', id: only })} />
      )}
      <MenuItem text={text('songs.editMany')} onAction={() => openSongDialog({ kind: 'bulk', ids })} />
      <MenuSeparator />
      <MenuSection title={text('songs.moveTo')}>
        {(board?.columns ?? []).map(({ status, stage }) => (
          <MenuItem
            key={stage || status}
            text={stage || text(`songs.status.${status}`)}
            onAction={doAll(() => (status === 'inProgress' ? moveToStage(ids, stage) : moveSongs(ids, status)))}
          />
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuItem text={text('songs.completeAll')} onAction={doAll(() => completeSongs(ids))} />
      <MenuItem text={text('songs.markOptional')} onAction={doAll(() => editSongs(ids, { isOptional: true }))} />
      <MenuItem text={text('songs.markNeeded')} onAction={doAll(() => editSongs(ids, { isOptional: false }))} />
      <MenuItem text={text('songs.clean')} onAction={doAll(() => cleanTitles(ids))} />
      <MenuItem text={text('lookups.command')} onAction={() => runCommand('lookups.lookUp')} />
      <MenuItem text={text('releases.ofSongs')} onAction={() => runCommand('releases.ofSongs')} />
      <MenuItem text={text('exchange.share')} onAction={() => runCommand('exchange.share')} />
      <MenuItem text={text('exchange.request')} onAction={() => runCommand('exchange.request')} />
      <MenuSeparator />
      <MenuItem
        text={text('songs.delete', { count: ids.length })}
        keys="Delete"
        onAction={doAll(() => removeSongs(ids))}
      />
    </ContextMenu>
  );
}

import { ArrowDown, ArrowUp, ListRestart, Pencil, Play, Plus, Search, Trash2, Unlink } from 'lucide-react';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, MenuItem, type MenuPlace, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { focusEntrySearch } from './entry-search.tsx';
import {
  addEntryBefore,
  currentEntry,
  freeTrack,
  moveSelected,
  noTrack,
  playSelected,
  removeSelected,
} from './tracklists.actions.ts';
import { useTracklists } from './tracklists.store.ts';

/** What can be done with the selected entry. */
export function EntryMenu({ place, onClose }: { place: MenuPlace | null; onClose: () => void }) {
  const text = useText();
  const edit = () => {
    const { selected } = useTracklists.getState();
    if (selected !== null) useTracklists.setState({ editing: { id: selected, column: 'title' } });
  };
  const search = () => {
    const current = currentEntry();
    // The menu gives the focus back first.
    if (current) setTimeout(() => focusEntrySearch(current.entry.id));
  };
  return (
    <ContextMenu label={text('tracklists.entries')} place={place} onClose={onClose}>
      <MenuItem
        icon={<Play size={14} />}
        text={text('tracklists.entry.play')}
        keys="Enter"
        onAction={() => void attempt(playSelected)}
      />
      <MenuItem
        icon={<Pencil size={14} />}
        text={text('tracklists.entry.edit')}
        keys="F2"
        onAction={() => setTimeout(edit)}
      />
      <MenuSeparator />
      <MenuItem icon={<Search size={14} />} text={text('tracklists.findIt')} keys="Mod+F" onAction={search} />
      <MenuItem
        icon={<Unlink size={14} />}
        text={text('tracklists.entry.noTrack')}
        keys="N"
        onAction={() => void attempt(noTrack)}
      />
      <MenuItem
        icon={<ListRestart size={14} />}
        text={text('tracklists.entry.free')}
        keys="F"
        onAction={() => void attempt(freeTrack)}
      />
      <MenuSeparator />
      <MenuItem
        icon={<Plus size={14} />}
        text={text('tracklists.entry.addBefore')}
        onAction={() => void attempt(addEntryBefore)}
      />
      <MenuItem
        icon={<ArrowUp size={14} />}
        text={text('tracklists.entry.up')}
        keys="Alt+ArrowUp"
        onAction={() => void attempt(() => moveSelected(-1))}
      />
      <MenuItem
        icon={<ArrowDown size={14} />}
        text={text('tracklists.entry.down')}
        keys="Alt+ArrowDown"
        onAction={() => void attempt(() => moveSelected(1))}
      />
      <MenuItem
        icon={<Trash2 size={14} />}
        text={text('tracklists.entry.remove')}
        keys="Delete"
        onAction={() => void attempt(removeSelected)}
      />
    </ContextMenu>
  );
}

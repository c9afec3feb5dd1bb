import {
  ChevronsDown,
  ChevronsUp,
  ClipboardCopy,
  Disc3,
  Eraser,
  FilePen,
  FolderInput,
  FolderSearch,
  Link2,
  ListMusic,
  ListOrdered,
  ListPlus,
  ListX,
  PanelRight,
  Play,
  RefreshCw,
  RotateCcw,
  Shuffle,
  StickyNote,
  Tags,
  Trash2,
} from 'lucide-react';
import type { ColumnId } from '#shared/contract/settings.ts';
import { columnIds } from '#shared/contract/settings.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, MenuItem, MenuSection, MenuSeparator } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { ExportMenu } from '../programs/index.ts';
import { mostStars } from '../tracks/index.ts';
import { fitColumn, hideOneColumn, moveColumnBy, resetColumnWidth, showColumns } from './columns.actions.ts';
import { rowAt, useList } from './list.store.ts';
import { useListColumns } from './list-layout.store.ts';
import { focusedIndex } from './list-selection.ts';
import { playSelection, queueSelection, rateSelection, repeatAnalysis, revealSelection } from './track-actions.ts';
import type { MenuRequest } from './track-table.tsx';

type TableMenuProps = { request: MenuRequest | null; onClose: () => void };

/** The menu of the selected rows, or of a column's head. */
export function TableMenu({ request, onClose }: TableMenuProps) {
  const text = useText();
  const name = request?.column ? text(`library.column.${request.column}`) : '';
  const label = request?.kind === 'column' ? text('library.columnMenu', { name }) : text('library.tracks');
  return (
    <ContextMenu label={label} place={request} onClose={onClose}>
      {request?.kind === 'rows' ? <RowItems /> : <ColumnItems column={request?.column ?? null} />}
    </ContextMenu>
  );
}

function RowItems() {
  const text = useText();
  const capabilities = useCall('host.capabilities', undefined).data;
  const isPlaylist = useList((state) => state.entries !== null);
  const ratings = Array.from({ length: mostStars + 1 }, (_, index) => mostStars - index);
  return (
    <>
      <MenuItem
        icon={<Play size={14} />}
        text={text('library.play')}
        keys="Enter"
        onAction={() => void playSelection()}
      />
      <MenuItem
        icon={<ListOrdered size={14} />}
        text={text('library.queue')}
        keys="Mod+Enter"
        onAction={() => void queueSelection()}
      />
      <MenuItem
        icon={<ListPlus size={14} />}
        text={text('playlists.command.add')}
        onAction={() => runCommand('playlists.add')}
      />
      {isPlaylist && <EntryItems />}
      <MenuSeparator />
      <MenuSection title={text('library.rate')}>
        {ratings.map((rating) => (
          <MenuItem
            key={rating}
            text={text('library.ratingName', { rating })}
            keys={`Mod+${rating}`}
            onAction={() => void rateSelection(rating)}
          />
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuItem
        icon={<PanelRight size={14} />}
        text={text('library.inspect')}
        keys="Mod+I"
        onAction={() => void updateSettings({ isInspectorOpen: true })}
      />
      <MenuItem icon={<Tags size={14} />} text={text('tags.tools')} onAction={() => runCommand('tags.tools')} />
      <MenuItem
        icon={<FilePen size={14} />}
        text={text('tags.command.write')}
        keys="Mod+S"
        onAction={() => runCommand('tags.write')}
      />
      <MenuItem
        icon={<RotateCcw size={14} />}
        text={text('tags.command.revert')}
        onAction={() => runCommand('tags.revert')}
      />
      <MenuItem
        icon={<FolderInput size={14} />}
        text={text('organize.command')}
        onAction={() => runCommand('organize.open')}
      />
      {capabilities?.canReveal && (
        <MenuItem
          icon={<FolderSearch size={14} />}
          text={text('library.reveal')}
          keys="Mod+Shift+R"
          onAction={() => void revealSelection()}
        />
      )}
      <MenuItem
        icon={<ClipboardCopy size={14} />}
        text={text('library.copyPaths')}
        onAction={() => runCommand('library.copyPaths')}
      />
      <ExportMenu selection />
      <MenuItem
        icon={<Disc3 size={14} />}
        text={text('releases.makeOf')}
        onAction={() => runCommand('releases.ofSelection')}
      />
      <MenuItem
        icon={<RefreshCw size={14} />}
        text={text('library.repeatAnalysis')}
        onAction={() => void repeatAnalysis()}
      />
      <MenuItem
        icon={<Trash2 size={14} />}
        text={text('library.trash')}
        keys="Mod+Shift+Delete"
        onAction={() => runCommand('library.trash') || runCommand('inbox.reject')}
      />
      <MenuItem
        icon={<Eraser size={14} />}
        text={text('library.forget')}
        onAction={() => runCommand('library.forget')}
      />
      <MenuSeparator />
      <MenuItem
        icon={<ChevronsUp size={14} />}
        text={text('library.doubleTempo')}
        onAction={() => runCommand('library.doubleTempo')}
      />
      <MenuItem
        icon={<ChevronsDown size={14} />}
        text={text('library.halveTempo')}
        onAction={() => runCommand('library.halveTempo')}
      />
      <MenuItem
        icon={<RotateCcw size={14} />}
        text={text('library.resetAnalysis')}
        onAction={() => runCommand('library.resetAnalysis')}
      />
      <MenuItem
        icon={<ListMusic size={14} />}
        text={text('generate.fromSelection')}
        keys="Mod+G"
        onAction={() => runCommand('generate.fromSelection')}
      />
      <MenuItem
        icon={<Shuffle size={14} />}
        text={text('library.showCompatible')}
        onAction={() => runCommand('library.showCompatible')}
      />
    </>
  );
}

/** What can be done with entries of a playlist, besides what can be done with tracks. */
function EntryItems() {
  const text = useText();
  const focused = focusedIndex();
  const isDead = focused !== null && rowAt(focused)?.isDead === true;
  return (
    <>
      <MenuItem
        icon={<ListX size={14} />}
        text={text('playlists.command.removeEntries')}
        keys="Delete"
        onAction={() => runCommand('playlists.removeEntries')}
      />
      <MenuItem
        icon={<StickyNote size={14} />}
        text={text('playlists.command.editNote')}
        onAction={() => runCommand('playlists.editNote')}
      />
      {isDead && (
        <MenuItem
          icon={<Link2 size={14} />}
          text={text('playlists.command.link')}
          onAction={() => runCommand('playlists.link')}
        />
      )}
    </>
  );
}

/** Items about one column, then which columns are shown. */
export function ColumnItems({ column }: { column: ColumnId | null }) {
  const text = useText();
  const table = () => document.querySelector('[data-track-table]');
  return (
    <>
      {column && (
        <>
          <MenuItem text={text('library.columnLeft')} keys="Alt+ArrowLeft" onAction={() => moveColumnBy(column, -1)} />
          <MenuItem text={text('library.columnRight')} keys="Alt+ArrowRight" onAction={() => moveColumnBy(column, 1)} />
          <MenuItem text={text('library.columnFit')} onAction={() => fitColumn(column, table())} />
          <MenuItem text={text('library.columnReset')} onAction={() => resetColumnWidth(column)} />
          {column !== 'title' && (
            <MenuItem
              text={text('library.columnHide', { name: text(`library.column.${column}`) })}
              onAction={() => hideOneColumn(column)}
            />
          )}
          <MenuSeparator />
        </>
      )}
      <ColumnChoice />
    </>
  );
}

/** Which columns are shown, and how high rows are. */
export function ColumnChoice() {
  const text = useText();
  const { rowHeight } = useSettings();
  const columns = useListColumns();
  // Only entries of a playlist have notes.
  const hasNotes = useList((state) => state.entries !== null);
  const ids = columnIds.filter((id) => id !== 'note' || hasNotes);
  return (
    <>
      <MenuSection
        title={text('library.columnShown')}
        selectionMode="multiple"
        selectedKeys={columns.map(({ id }) => id)}
        onSelectionChange={(keys) => showColumns(new Set(ids.filter((id) => keys.has(id))))}
      >
        {ids.map((id) => (
          <MenuItem key={id} id={id} text={text(`library.column.${id}`)} isDisabled={id === 'title'} />
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuSection
        title={text('library.rowHeight')}
        selectionMode="single"
        selectedKeys={[rowHeight]}
        onSelectionChange={(keys) => {
          const chosen = rowHeightNames.find((name) => keys.has(name));
          if (chosen) void updateSettings({ rowHeight: chosen });
        }}
      >
        {rowHeightNames.map((name) => (
          <MenuItem key={name} id={name} text={text(`library.rowHeight.${name}`)} />
        ))}
      </MenuSection>
    </>
  );
}

const rowHeightNames = ['tight', 'normal', 'roomy'] as const;

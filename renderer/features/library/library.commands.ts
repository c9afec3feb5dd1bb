import {
  ChevronsDown,
  ChevronsUp,
  ClipboardCopy,
  Columns2,
  Eraser,
  Flag,
  FolderSearch,
  ListOrdered,
  LocateFixed,
  Play,
  RefreshCw,
  RotateCcw,
  Shuffle,
  Star,
  TextCursorInput,
  Trash2,
} from 'lucide-react';
import type { ColumnId } from '#shared/contract/settings.ts';
import { currentSettings, updateSettings } from '../../api/settings.ts';
import { useView } from '../../app/view.store.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { usePlayer } from '../player/index.ts';
import { countSelected, mostStars, useSelection } from '../tracks/index.ts';
import { editFocusedCell } from './cell-editing.store.ts';
import { reopenList, useList } from './list.store.ts';
import { currentColumns } from './list-layout.store.ts';
import { focusedIndex, selectAll } from './list-selection.ts';
import {
  copyPathsOfSelection,
  forgetSelection,
  goToPlaying,
  playOrPause,
  playSelection,
  queueSelection,
  rateSelection,
  readSeratoOfSelection,
  repeatAnalysis,
  resetSelection,
  revealSelection,
  scaleTempoOfSelection,
  showCompatible,
  trashSelection,
} from './track-actions.ts';

const hasSelection = () => countSelected(useSelection.getState()) > 0;
const hasRows = () => useList.getState().total > 0;
const isPlayable = () => usePlayer.getState().track !== null || hasRows();

const ratingWords = [
  'library.rate0',
  'library.rate1',
  'library.rate2',
  'library.rate3',
  'library.rate4',
  'library.rate5',
] as const;

const commands: readonly Command[] = [
  {
    id: 'player.toggle',
    text: 'library.playPause',
    group: 'window',
    icon: Play,
    keys: ['Space'],
    isAvailable: isPlayable,
    run: playOrPause,
  },
  {
    id: 'library.play',
    text: 'library.playSelection',
    group: 'selection',
    icon: Play,
    keys: ['Enter'],
    scope: 'list',
    isAvailable: hasRows,
    run: playSelection,
  },
  {
    id: 'library.queue',
    text: 'library.queue',
    group: 'selection',
    icon: ListOrdered,
    keys: ['Mod+Enter'],
    scope: 'list',
    // In the Inbox these keys are its main action.
    isAvailable: () => hasSelection() && useView.getState().view !== 'inbox',
    run: queueSelection,
  },
  {
    id: 'library.reveal',
    text: 'library.reveal',
    group: 'selection',
    icon: FolderSearch,
    keys: ['Mod+Shift+R'],
    isAvailable: hasSelection,
    run: revealSelection,
  },
  {
    id: 'library.copyPaths',
    text: 'library.copyPaths',
    group: 'selection',
    icon: ClipboardCopy,
    scope: 'list',
    isAvailable: hasSelection,
    run: copyPathsOfSelection,
  },
  {
    id: 'library.readSerato',
    text: 'library.readSerato',
    group: 'selection',
    icon: Flag,
    isAvailable: hasSelection,
    run: readSeratoOfSelection,
  },
  {
    id: 'library.trash',
    text: 'library.trash',
    group: 'selection',
    icon: Trash2,
    keys: ['Mod+Shift+Delete', 'Mod+Shift+Backspace'],
    scope: 'list',
    isAvailable: () => hasSelection() && useView.getState().view === 'library',
    run: trashSelection,
  },
  {
    id: 'library.forget',
    text: 'library.forget',
    group: 'selection',
    icon: Eraser,
    isAvailable: hasSelection,
    run: forgetSelection,
  },
  {
    id: 'library.repeatAnalysis',
    text: 'library.repeatAnalysis',
    group: 'selection',
    icon: RefreshCw,
    isAvailable: hasSelection,
    run: repeatAnalysis,
  },
  {
    id: 'library.doubleTempo',
    text: 'library.doubleTempo',
    group: 'selection',
    icon: ChevronsUp,
    isAvailable: hasSelection,
    run: () => scaleTempoOfSelection(2),
  },
  {
    id: 'library.halveTempo',
    text: 'library.halveTempo',
    group: 'selection',
    icon: ChevronsDown,
    isAvailable: hasSelection,
    run: () => scaleTempoOfSelection(0.5),
  },
  {
    id: 'library.resetAnalysis',
    text: 'library.resetAnalysis',
    group: 'selection',
    icon: RotateCcw,
    isAvailable: hasSelection,
    run: resetSelection,
  },
  {
    id: 'library.showCompatible',
    text: 'library.showCompatible',
    group: 'selection',
    icon: Shuffle,
    isAvailable: hasSelection,
    run: showCompatible,
  },
  {
    id: 'library.goToPlaying',
    text: 'library.goToPlaying',
    group: 'go',
    icon: LocateFixed,
    keys: ['Mod+L'],
    isAvailable: () => usePlayer.getState().track !== null,
    run: goToPlaying,
  },
  {
    id: 'library.editCell',
    text: 'tags.command.editCell',
    group: 'selection',
    icon: TextCursorInput,
    keys: ['F2'],
    scope: 'list',
    isAvailable: () => focusedIndex() !== null,
    run: () => void editFocusedCell(columnsOnScreen()),
  },
  {
    id: 'library.selectAll',
    text: 'library.selectAll',
    group: 'selection',
    isAvailable: hasRows,
    run: selectAll,
  },
  {
    id: 'library.reopen',
    text: 'library.reopen',
    group: 'window',
    isListed: false,
    run: reopenList,
  },
  {
    id: 'library.toggleBrowser',
    text: 'library.browser',
    group: 'window',
    icon: Columns2,
    keys: ['Mod+B'],
    run: toggleBrowser,
  },
  ...ratingWords.slice(0, mostStars + 1).map(
    (words, rating): Command => ({
      id: `library.rate${rating}`,
      text: words,
      group: 'selection',
      icon: Star,
      keys: [`Mod+${rating}`],
      isAvailable: hasSelection,
      run: () => rateSelection(rating),
    }),
  ),
];

/** Columns that the width of the table leaves room for. */
function columnsOnScreen(): ColumnId[] {
  const isShown = (id: ColumnId) => document.querySelector(`[data-track-table] [data-cell="${id}"]`) !== null;
  return currentColumns()
    .map(({ id }) => id)
    .filter(isShown);
}

export function toggleBrowser(): Promise<void> {
  return updateSettings({ isColumnBrowserOpen: !currentSettings().isColumnBrowserOpen });
}

/** Adds what the library can do to keys, menus and the palette, until the returned function is called. */
export function registerLibraryCommands(): () => void {
  return registerCommands(commands);
}

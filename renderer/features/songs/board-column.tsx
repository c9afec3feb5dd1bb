import { PanelRightClose, Plus, TriangleAlert } from 'lucide-react';
import { type MouseEvent, useMemo } from 'react';
import {
  GridList,
  GridListItem,
  ListLayout,
  Button as RacButton,
  useDragAndDrop,
  Virtualizer,
} from 'react-aria-components';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { updateSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem, type MenuPlace, MenuSection } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './board.module.css';
import type { Column } from './board.tsx';
import { songsUnder } from './menu-place.ts';
import { SongCard } from './song-card.tsx';
import { useSongRow } from './song-data.ts';
import { type ColumnPlace, dragType, dropSongs, readDropped, songItems } from './song-drag.ts';
import { placeSongs } from './songs.actions.ts';
import { openSongDialog, selectInColumn, useSongs } from './songs.store.ts';

type BoardColumnProps = {
  column: Column;
  place: number;
  onMenu: (ids: SongId[], place: MenuPlace) => void;
  onLimit: (count: number | null) => void;
};

/** In pixels. Cards of one column are as high as each other, so that ten thousand need no measuring. */
const cardHeights: Record<Column['status'], number> = { planned: 102, inProgress: 110, released: 102 };
const limits = [1, 2, 3, 5, 8, 12];

/** One column; only the cards in sight are there. */
export function BoardColumn({ column, place, onMenu, onLimit }: BoardColumnProps) {
  const text = useText();
  const { status, stage, ids, limit } = column;
  const name = stage || text(`songs.status.${status}`);
  const selected = useSongs((state) => state.selected);
  const items = useMemo(() => ids.map((id) => itemOf(id)), [ids]);
  const chosen = useMemo(() => ids.filter((id) => selected.has(id)), [ids, selected]);
  const { dragAndDropHooks } = useColumnDrag({ status, stage }, ids);
  const counted =
    limit === null ? text('app.count', { count: ids.length }) : text('songs.ofLimit', { count: ids.length, limit });
  const isOver = limit !== null && ids.length > limit;
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    const asked = songsUnder(event);
    if (asked) onMenu(asked.ids, asked.place);
  };
  return (
    <section className={styles.column} aria-label={name} data-board-column={place}>
      <div className={styles.head}>
        <h2>{name}</h2>
        {status === 'inProgress' ? (
          <Menu
            label={text('songs.limitOf', { name })}
            trigger={
              <RacButton
                className={styles.limit ?? ''}
                aria-label={text('songs.countAndLimit', { count: counted, name })}
              >
                {isOver && <TriangleAlert size={12} aria-hidden="true" />}
                <span className={isOver ? styles.over : styles.count}>{counted}</span>
              </RacButton>
            }
          >
            <MenuSection
              title={text('songs.limitTitle')}
              selectionMode="single"
              selectedKeys={[String(limit ?? 'none')]}
              onSelectionChange={(keys) => {
                const [key = 'none'] = keys;
                onLimit(key === 'none' ? null : Number(key));
              }}
            >
              <MenuItem id="none" text={text('songs.noLimit')} />
              {limits.map((count) => (
                <MenuItem key={count} id={String(count)} text={text('songs.limit', { count })} />
              ))}
            </MenuSection>
          </Menu>
        ) : (
          <span className={styles.count}>{counted}</span>
        )}
        <span className={styles.space} />
        {status === 'released' && (
          <IconButton
            size="small"
            label={text('songs.foldReleased')}
            onPress={() => useSongs.setState({ showsReleased: false })}
          >
            <PanelRightClose size={14} />
          </IconButton>
        )}
        <IconButton
          size="small"
          label={text('songs.newIn', { name })}
          onPress={() => openSongDialog({ kind: 'new', place: { status, stage } })}
        >
          <Plus size={16} />
        </IconButton>
      </div>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: cardHeights[status], gap: 6, padding: 2 }}>
        <GridList
          className={styles.cards ?? ''}
          aria-label={name}
          items={items}
          // Arrows go to the column beside; Tab goes to what starts a drag by keys.
          keyboardNavigationBehavior="tab"
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={chosen}
          onSelectionChange={(keys) => selectInColumn(ids, keys === 'all' ? new Set(ids) : keys)}
          onAction={() => void updateSettings({ isInspectorOpen: true })}
          dragAndDropHooks={dragAndDropHooks}
          onContextMenu={openMenu}
          {...(place === 0 ? { 'data-pane-focus': true } : {})}
        >
          {({ id }) => (
            <GridListItem id={id} textValue="" className={styles.card ?? ''} data-song={id}>
              <Card id={id} />
            </GridListItem>
          )}
        </GridList>
      </Virtualizer>
    </section>
  );
}

/** What stands in a card. Only those in sight ask for their songs: the list itself goes through all of its items. */
function Card({ id }: { id: SongId }) {
  const song = useSongRow(id);
  return song ? <SongCard song={song} /> : null;
}

function useColumnDrag(place: ColumnPlace, ids: readonly SongId[]) {
  return useDragAndDrop({
    // A selected card takes all that are selected along, from whatever column.
    getItems: (keys) => {
      const { selected } = useSongs.getState();
      return songItems([...keys].some((key) => selected.has(key as SongId)) ? selected : keys);
    },
    acceptedDragTypes: [dragType],
    getDropOperation: () => 'move',
    onInsert: ({ items }) => void attempt(async () => dropSongs(await readDropped(items), place)),
    onRootDrop: ({ items }) => void attempt(async () => dropSongs(await readDropped(items), place)),
    onReorder: ({ keys, target }) => {
      const moved = ids.filter((id) => keys.has(id));
      const at = ids.indexOf(target.key as SongId) + (target.dropPosition === 'after' ? 1 : 0);
      const before = ids.slice(at).find((id) => !keys.has(id)) ?? null;
      void attempt(() => placeSongs(moved, before));
    },
    renderDragPreview: (items) => <DragPreview count={items.length} />,
  });
}

function DragPreview({ count }: { count: number }) {
  const text = useText();
  return <span className={styles.preview}>{text('songs.dragging', { count })}</span>;
}

/** The same object for the same song, by which the list knows what it has built already. */
const knownItems = new Map<SongId, { id: SongId }>();
function itemOf(id: SongId): { id: SongId } {
  const known = knownItems.get(id) ?? { id };
  knownItems.set(id, known);
  return known;
}

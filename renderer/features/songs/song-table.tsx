import { ChevronDown, ChevronRight, Columns3 } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { GridList, GridListItem, ListLayout, Button as RacButton, Virtualizer } from 'react-aria-components';
import type { Output } from '#shared/contract/index.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Menu, MenuItem, MenuSection, Select } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { songsUnder } from './menu-place.ts';
import { editableColumns, SongCells } from './song-cells.tsx';
import { useSongFilter, useSongRow } from './song-data.ts';
import { SongMenu } from './song-menu.tsx';
import styles from './song-table.module.css';
import { type SongColumn, type SongSort, selectSongs, songColumns, toggleGroup, useSongs } from './songs.store.ts';

/** What a column sorts by; the others do not sort. */
const sortOf: Partial<Record<SongColumn, SongSort>> = {
  title: 'title',
  artist: 'artist',
  album: 'album',
  pack: 'pack',
  status: 'status',
  progress: 'percent',
  due: 'deadline',
  year: 'year',
  owner: 'owner',
};

/** The least width of each column in pixels, and how much of the rest it takes. */
const columnWidths: Record<SongColumn, { least: number; share: number }> = {
  title: { least: 130, share: 2 },
  artist: { least: 86, share: 1.2 },
  album: { least: 86, share: 1 },
  pack: { least: 96, share: 1 },
  status: { least: 78, share: 0 },
  progress: { least: 92, share: 0 },
  next: { least: 78, share: 1 },
  due: { least: 58, share: 0 },
  year: { least: 44, share: 0 },
  genre: { least: 70, share: 0.8 },
  owner: { least: 80, share: 0.8 },
  people: { least: 62, share: 0 },
  note: { least: 96, share: 1 },
};
const columnGap = 10;
const sidePadding = 32;

function widthsOf(columns: readonly SongColumn[]): React.CSSProperties {
  const tracks = columns.map((column) => {
    const { least, share } = columnWidths[column];
    return share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`;
  });
  const least = columns.reduce((sum, column) => sum + columnWidths[column].least + columnGap, sidePadding - columnGap);
  return { '--cols': tracks.join(' '), '--least': `${least}px` } as React.CSSProperties;
}

/** Songs as a table: sorted, grouped, edited in place. */
export function SongTable() {
  const text = useText();
  const filter = useSongFilter();
  const groupBy = useSongs((state) => state.groupBy);
  const sort = useSongs((state) => state.sort);
  const columns = useShownColumns();
  const { data } = useCall('songs.list', { ...filter, sort, groupBy }, { keepsPrevious: true });
  return (
    <>
      <div className={styles.toolbar}>
        <Select<'none' | 'pack' | 'artist'>
          label={text('songs.groupBy')}
          isLabelHidden
          value={groupBy}
          options={(['none', 'pack', 'artist'] as const).map((value) => ({
            value,
            text: text(`songs.group.${value}`),
          }))}
          onChange={(value) => useSongs.setState({ groupBy: value, collapsed: new Set() })}
        />
        {groupBy !== 'none' && data && (
          <>
            <Button
              size="small"
              onPress={() => useSongs.setState({ collapsed: new Set(data.groups.map(({ key }) => key)) })}
            >
              {text('songs.collapseAll')}
            </Button>
            <Button size="small" onPress={() => useSongs.setState({ collapsed: new Set() })}>
              {text('songs.openAll')}
            </Button>
          </>
        )}
        <span className={styles.space} />
        <ColumnMenu columns={columns} />
      </div>
      {data && <SongRows data={data} columns={columns} isGrouped={groupBy !== 'none'} hasHead />}
    </>
  );
}

/** The columns that are shown, in their order; the title always is. */
function useShownColumns(): readonly SongColumn[] {
  const { songColumns: chosen } = useSettings();
  return ['title', ...songColumns.filter((column) => chosen.includes(column))];
}

function ColumnMenu({ columns }: { columns: readonly SongColumn[] }) {
  const text = useText();
  return (
    <Menu
      label={text('songs.columns')}
      placement="bottom end"
      trigger={
        <Button size="small" icon={<Columns3 size={14} />}>
          {text('songs.columns')}
        </Button>
      }
    >
      <MenuSection
        label={text('songs.columns')}
        selectionMode="multiple"
        selectedKeys={columns}
        onSelectionChange={(keys) =>
          void updateSettings({ songColumns: songColumns.filter((column) => keys.has(column)) })
        }
      >
        {songColumns.map((column) => (
          <MenuItem key={column} id={column} text={text(`songs.column.${column}`)} />
        ))}
      </MenuSection>
    </Menu>
  );
}

type Item = { id: SongId } | { id: string; key: string; name: string; count: number };

type SongRowsProps = {
  data: Output<'songs.list'>;
  columns: readonly SongColumn[];
  isGrouped: boolean;
  hasHead?: boolean;
  /** What a group is called. */
  nameOf?: (key: string) => string;
};

/** Rows of songs under the heads of their groups; only those in sight are there. */
export function SongRows({ data, columns, isGrouped, hasHead = false, nameOf }: SongRowsProps) {
  const text = useText();
  const selected = useSongs((state) => state.selected);
  const collapsed = useSongs((state) => state.collapsed);
  const [menu, setMenu] = useState<ReturnType<typeof songsUnder>>(null);
  const items = useMemo(() => listItems(data, isGrouped, collapsed), [data, isGrouped, collapsed]);
  const heads = useMemo(() => items.filter((item) => 'key' in item).map(({ id }) => id), [items]);
  if (items.length === 0) return <EmptyState text={text('songs.nothingFits')} />;
  const style = widthsOf(columns);
  return (
    <div
      className={styles.table}
      style={style}
      onKeyDownCapture={(event) => runOnRow(event, columns)}
      onDoubleClickCapture={typeIntoCell}
    >
      {hasHead && <Head columns={columns} />}
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: 28 }}>
        <GridList<Item>
          className={styles.rows ?? ''}
          aria-label={text('songs.list')}
          items={items}
          dependencies={[columns, collapsed]}
          selectionMode="multiple"
          selectionBehavior="replace"
          disabledKeys={heads}
          disabledBehavior="selection"
          selectedKeys={selected}
          onSelectionChange={(keys) => selectSongs(keys === 'all' ? data.ids : data.ids.filter((id) => keys.has(id)))}
          onAction={(key) => {
            const head = items.find((item) => item.id === key);
            if (head && 'key' in head) toggleGroup(head.key);
            else void updateSettings({ isInspectorOpen: true });
          }}
          onContextMenu={(event) => setMenu(songsUnder(event))}
          data-pane-focus
        >
          {(item) =>
            'key' in item ? (
              <GroupHead
                item={item}
                name={nameOf?.(item.key) ?? (item.name || text('songs.group.other'))}
                isOpen={!collapsed.has(item.key)}
              />
            ) : (
              <GridListItem id={item.id} textValue="" className={styles.row ?? ''} data-song={item.id}>
                <Row id={item.id} columns={columns} />
              </GridListItem>
            )
          }
        </GridList>
      </Virtualizer>
      <SongMenu ids={menu?.ids ?? []} place={menu?.place ?? null} onClose={() => setMenu(null)} />
    </div>
  );
}

function listItems({ ids, groups }: Output<'songs.list'>, isGrouped: boolean, collapsed: ReadonlySet<string>): Item[] {
  if (!isGrouped) return ids.map((id) => rowItem(id));
  return groups.flatMap(({ key, name, start, count }): Item[] => {
    const head = { id: `group ${key}`, key, name, count };
    return [head, ...(collapsed.has(key) ? [] : ids.slice(start, start + count).map((id) => rowItem(id)))];
  });
}

const rowItems = new Map<SongId, { id: SongId }>();
function rowItem(id: SongId): { id: SongId } {
  const known = rowItems.get(id) ?? { id };
  rowItems.set(id, known);
  return known;
}

function GroupHead({
  item,
  name,
  isOpen,
}: {
  item: { id: string; key: string; count: number };
  name: string;
  isOpen: boolean;
}) {
  const text = useText();
  return (
    <GridListItem id={item.id} textValue={name} className={styles.group ?? ''}>
      <RacButton
        className={styles.fold ?? ''}
        aria-label={text(isOpen ? 'songs.foldGroup' : 'songs.openGroup', { name })}
        onPress={() => toggleGroup(item.key)}
      >
        {isOpen ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
      </RacButton>
      <b>{name}</b>
      <span>{text('app.count', { count: item.count })}</span>
    </GridListItem>
  );
}

/** What stands in a row. Only those in sight ask for their songs: the list itself goes through all of its items. */
function Row({ id, columns }: { id: SongId; columns: readonly SongColumn[] }) {
  const song = useSongRow(id);
  const editing = useSongs((state) => (state.editing?.id === id ? state.editing.column : null));
  return song ? <SongCells song={song} columns={columns} editing={editing} /> : null;
}

function Head({ columns }: { columns: readonly SongColumn[] }) {
  const text = useText();
  const sort = useSongs((state) => state.sort);
  const turn = (field: SongSort) => {
    const isSame = sort.field === field;
    if (isSame && sort.direction === 'descending')
      useSongs.setState({ sort: { field: 'position', direction: 'ascending' } });
    else useSongs.setState({ sort: { field, direction: isSame ? 'descending' : 'ascending' } });
  };
  return (
    <div className={styles.head}>
      {columns.map((column) => {
        const field = sortOf[column];
        const name = text(`songs.column.${column}`);
        if (!field) return <span key={column}>{name}</span>;
        const direction = sort.field === field ? sort.direction : 'none';
        return (
          <RacButton
            key={column}
            className={styles.sort ?? ''}
            aria-label={text(`songs.sort.${direction}`, { name })}
            onPress={() => turn(field)}
          >
            {name}
            {direction !== 'none' && <ChevronDown size={12} data-direction={direction} aria-hidden="true" />}
          </RacButton>
        );
      })}
    </div>
  );
}

/** F2 types into the title, Space plays; the list would take both for itself. */
function runOnRow(event: KeyboardEvent, columns: readonly SongColumn[]): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'row') return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const id = Number(target.dataset.song);
  if (key === ' ') runCommand('songs.playNewest');
  else if (key === 'F2' && id > 0) {
    useSongs.setState({ editing: { id: id as SongId, column: editableColumns(columns)[0] ?? 'title' } });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A double click on a cell types into it. */
function typeIntoCell({ target }: { target: EventTarget }): void {
  if (!(target instanceof Element)) return;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column;
  const id = Number(target.closest<HTMLElement>('[data-song]')?.dataset.song);
  const known = editableColumns(['title', ...songColumns]).find((one) => one === column);
  if (known && id > 0) useSongs.setState({ editing: { id: id as SongId, column: known } });
}

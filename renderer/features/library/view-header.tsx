import { ArrowDownWideNarrow, ArrowUpNarrowWide, Columns2, TableProperties } from 'lucide-react';
import type { SortField, SortTerm } from '#shared/contract/library/tracks.ts';
import { sortFields } from '#shared/contract/library/tracks.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, Menu, MenuItem, MenuSection, MenuSeparator, ViewHead } from '../../ui/index.ts';
import { toggleBrowser } from './library.commands.ts';
import { ColumnChoice } from './menus.tsx';
import { sortFieldName, sortName } from './sort-names.ts';
import { firstDirection, reversed } from './sort-stack.ts';

type ViewHeaderProps = {
  sort: readonly SortTerm[];
  onSort: (field: SortField, direction: SortTerm['direction']) => void;
};

export function ViewHeader({ sort, onSort }: ViewHeaderProps) {
  const text = useText();
  const { isColumnBrowserOpen } = useSettings();
  return (
    <ViewHead title={text('library.title')}>
      <SortMenu sort={sort} onSort={onSort} />
      <IconButton
        label={text('library.browser')}
        keys="Mod+B"
        isOn={isColumnBrowserOpen}
        onPress={() => void toggleBrowser()}
      >
        <Columns2 size={16} />
      </IconButton>
      <Menu
        label={text('library.columns')}
        placement="bottom end"
        trigger={
          <IconButton label={text('library.columns')}>
            <TableProperties size={16} />
          </IconButton>
        }
      >
        <ColumnChoice />
      </Menu>
    </ViewHead>
  );
}

function SortMenu({ sort, onSort }: ViewHeaderProps) {
  const text = useText();
  const lead = sort[0];
  const name = lead ? sortName(lead, text) : text('library.sortMenu');
  const Icon = lead?.direction === 'ascending' ? ArrowUpNarrowWide : ArrowDownWideNarrow;
  return (
    <Menu
      label={text('library.sortMenu')}
      placement="bottom end"
      trigger={
        <Button
          kind="ghost"
          size="small"
          icon={<Icon size={14} />}
          aria-label={text('library.sortedBy', { order: name })}
        >
          {name}
        </Button>
      }
    >
      <MenuSection
        label={text('library.sortMenu')}
        selectionMode="single"
        selectedKeys={lead ? [lead.field] : []}
        onSelectionChange={(keys) => {
          const field = sortFields.find((candidate) => keys.has(candidate));
          if (field) onSort(field, firstDirection(field));
        }}
      >
        {sortFields.map((field) => (
          <MenuItem key={field} id={field} text={sortFieldName(field, text)} />
        ))}
      </MenuSection>
      {lead && (
        <>
          <MenuSeparator />
          <MenuItem
            text={sortName({ ...lead, direction: reversed(lead.direction) }, text)}
            onAction={() => onSort(lead.field, reversed(lead.direction))}
          />
        </>
      )}
    </Menu>
  );
}

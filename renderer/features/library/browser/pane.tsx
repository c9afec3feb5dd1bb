import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type FacetField, facetFields } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../../api/query.ts';
import { useSettings } from '../../../api/settings.ts';
import { useText } from '../../../messages/use-text.ts';
import { Menu, MenuItem, MenuSection } from '../../../ui/index.ts';
import { formatCount, KeyLabel } from '../../tracks/index.ts';
import { ListBox, Option } from '../grid-parts.tsx';
import { setPaneField } from './browser.store.ts';
import { paneValues, withoutPanes, withPaneValues } from './browser-terms.ts';
import styles from './column-browser.module.css';
import { paneTarget, useTypedText } from './pane-keys.ts';
import { chooseValue, findValue, queryValue, valueIdentity } from './pane-values.ts';

type PaneProps = {
  pane: number;
  fields: readonly FacetField[];
  query: string;
  onQuery: (text: string) => void;
};

const rowHeight = 24;
const mostValues = 5000;

/** One field's values with counts. Panes further left narrow what is counted, so that a choice moves nothing left of it. */
export function Pane({ pane, fields, query, onQuery }: PaneProps) {
  const text = useText();
  const { keyNotation } = useSettings();
  const field = fields[pane]!;
  const counted = withoutPanes(query, fields.slice(pane));
  const facet = useCall('tracks.facet', { field, text: counted, limit: mostValues }, { keepsPrevious: true });
  const values = facet.data?.values ?? [];
  const chosen = paneValues(query, field);
  const chosenIdentities = new Set(chosen.map((value) => valueIdentity(field, value)));
  const [focused, setFocused] = useState(0);
  const listRef = useRef<HTMLDivElement>(null);
  const id = useId();
  const typed = useTypedText();

  const virtualizer = useVirtualizer({
    count: values.length + 1,
    getScrollElement: () => listRef.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });

  const choose = (index: number, isToggled: boolean) => {
    setFocused(index);
    virtualizer.scrollToIndex(index);
    const value = values[index - 1];
    if (index === 0) onQuery(withPaneValues(query, field, []));
    else if (value) {
      const asked = queryValue(field, value.value);
      onQuery(withPaneValues(query, field, chooseValue(field, chosen, asked, isToggled)));
    }
  };

  const chooseOnly = (index: number) => {
    setFocused(index);
    virtualizer.scrollToIndex(index);
    const value = values[index - 1];
    onQuery(withPaneValues(query, field, value ? [queryValue(field, value.value)] : []));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const isMod = event.ctrlKey || event.metaKey;
    const target = paneTarget(event.key, focused, values.length + 1);
    if (target !== null && isMod) {
      setFocused(target);
      virtualizer.scrollToIndex(target);
    } else if (target !== null) chooseOnly(target);
    else if (event.key === ' ' || event.key === 'Enter') choose(focused, true);
    else if (event.key.length === 1 && !isMod && !event.altKey && event.key !== '/') {
      const names = values.map(({ value }) => queryValue(field, value));
      const found = findValue(names, typed(event.key), Math.max(0, focused - 1));
      if (found !== null) chooseOnly(found + 1);
    } else return;
    event.preventDefault();
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (row && event.button === 0) choose(Number(row.getAttribute('data-index')), event.ctrlKey || event.metaKey);
  };

  const fieldName = text(`library.column.${field}`);
  return (
    <div className={styles.pane}>
      <div className={styles.head}>
        <Menu
          label={text('library.pane.field', { name: fieldName })}
          trigger={
            <Button className={styles.field ?? ''} aria-label={text('library.pane.field', { name: fieldName })}>
              {fieldName}
              <ChevronDown size={12} aria-hidden="true" />
            </Button>
          }
        >
          <MenuSection
            label={text('library.pane.field', { name: fieldName })}
            selectionMode="single"
            selectedKeys={[field]}
            onSelectionChange={(keys) => {
              const next = facetFields.find((candidate) => keys.has(candidate));
              if (!next) return;
              onQuery(withPaneValues(query, field, []));
              setPaneField(pane, next);
            }}
          >
            {facetFields.map((candidate) => (
              <MenuItem key={candidate} id={candidate} text={text(`library.column.${candidate}`)} />
            ))}
          </MenuSection>
        </Menu>
      </div>
      {facet.isError && <p className={styles.failed}>{text('library.pane.failed')}</p>}
      <ListBox
        ref={listRef}
        tabIndex={0}
        className={styles.list}
        aria-label={fieldName}
        aria-multiselectable="true"
        aria-activedescendant={`${id}-${focused}`}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
      >
        <div role="presentation" className={styles.values} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const value = values[index - 1];
            const isChosen = value
              ? chosenIdentities.has(valueIdentity(field, queryValue(field, value.value)))
              : chosen.length === 0;
            return (
              <Option
                key={index}
                id={`${id}-${index}`}
                className={styles.value}
                style={{ transform: `translateY(${start}px)` }}
                aria-selected={isChosen}
                aria-setsize={values.length + 1}
                aria-posinset={index + 1}
                data-index={index}
                data-focused={index === focused || undefined}
              >
                <span className={styles.name}>
                  {value
                    ? valueName(field, value.value, keyNotation, text('library.pane.none'))
                    : text(`library.pane.all.${field}`, { count: facet.data?.total ?? 0 })}
                </span>
                {value && <span className={styles.count}>{formatCount(value.count)}</span>}
              </Option>
            );
          })}
        </div>
      </ListBox>
    </div>
  );
}

function valueName(
  field: FacetField,
  value: string,
  notation: React.ComponentProps<typeof KeyLabel>['notation'],
  none: string,
) {
  if (value === '') return none;
  return field === 'key' ? <KeyLabel musicKey={Number(value)} notation={notation} /> : value;
}

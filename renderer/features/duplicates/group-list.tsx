import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from 'react';
import type { DuplicateGroup } from '#shared/contract/library/duplicates.ts';
import { useText } from '../../messages/use-text.ts';
import { Artwork, formatPercent } from '../tracks/index.ts';
import { goToIndex } from './duplicates.actions.ts';
import { useDuplicates } from './duplicates.store.ts';
import styles from './group-list.module.css';

type GroupListProps = {
  groups: readonly DuplicateGroup[];
  /** How many there are, of which the list shows the first. */
  same: number;
  maybe: number;
};

const optionId = (id: number) => `duplicates-option-${id}`;

/** The groups that were found: those that are one recording, and those that may be. */
export function GroupList({ groups, same, maybe }: GroupListProps) {
  const text = useText();
  const listRef = useRef<HTMLDivElement>(null);
  const groupId = useDuplicates((state) => state.groupId);
  const index = groups.findIndex(({ id }) => id === groupId);

  // Whoever goes to the lane means to use its keys; a focus inside of the sheet stays.
  useEffect(() => {
    const focused = document.activeElement;
    if (focused === document.body || focused?.closest('[data-pane="sidebar"]')) listRef.current?.focus();
  }, []);
  useEffect(() => {
    if (groupId !== null) document.getElementById(optionId(groupId))?.scrollIntoView({ block: 'nearest' });
  }, [groupId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: groups.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    goToIndex(target);
  };

  const parts = [
    { name: text('duplicates.same'), count: same, shown: groups.filter(({ kind }) => kind !== 'maybe') },
    { name: text('duplicates.maybe'), count: maybe, shown: groups.filter(({ kind }) => kind === 'maybe') },
  ];
  const rest = same + maybe - groups.length;
  return (
    <div className={styles.side}>
      <div
        ref={listRef}
        role="listbox"
        tabIndex={0}
        className={styles.list}
        aria-label={text('duplicates.list')}
        aria-activedescendant={groupId === null ? undefined : optionId(groupId)}
        data-pane-focus
        data-duplicates-list
        onKeyDown={onKeyDown}
      >
        {parts
          .filter(({ shown }) => shown.length > 0)
          .map(({ name, count, shown }) => (
            <OptionGroup key={name} aria-label={text('duplicates.group', { name, count })}>
              <div role="presentation" aria-hidden="true" className={styles.head}>
                <span>{name}</span>
                <span>{text('duplicates.count', { count })}</span>
              </div>
              {shown.map((group) => (
                <Option key={group.id} group={group} isCurrent={group.id === groupId} index={groups.indexOf(group)} />
              ))}
            </OptionGroup>
          ))}
      </div>
      {rest > 0 && <p className={styles.note}>{text('duplicates.more', { count: rest })}</p>}
      <p className={styles.note}>{text('duplicates.versions')}</p>
    </div>
  );
}

/** A list box may hold options in groups, for which there is no element of its own. */
function OptionGroup(props: ComponentProps<'div'>) {
  return <Part {...props} role="group" />;
}

function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

function Option({ group, isCurrent, index }: { group: DuplicateGroup; isCurrent: boolean; index: number }) {
  const text = useText();
  const { id, title, otherTitle, artist, artworkHash, kind, likeness, fileCount } = group;
  return (
    <div
      role="option"
      id={optionId(id)}
      tabIndex={-1}
      aria-selected={isCurrent}
      className={styles.item}
      onPointerDown={(event) => {
        // The list keeps the focus.
        event.preventDefault();
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus();
        if (event.button === 0) goToIndex(index);
      }}
    >
      <Artwork hash={artworkHash} size={28} />
      <span className={styles.names}>
        <span className={styles.title}>
          {kind === 'maybe' && otherTitle !== '' ? text('duplicates.both', { title, other: otherTitle }) : title}
        </span>
        <span className={styles.artist}>{artist}</span>
      </span>
      {kind === 'maybe' ? (
        <span className={styles.doubt}>
          {likeness === null ? text('duplicates.sameTags') : formatPercent(likeness)}
        </span>
      ) : (
        <span className={styles.count}>{text('duplicates.files', { count: fileCount })}</span>
      )}
    </div>
  );
}

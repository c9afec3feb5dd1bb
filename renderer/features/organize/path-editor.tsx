import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Proposal } from '#shared/contract/organize.ts';
import { useText } from '../../messages/use-text.ts';
import { changeOne } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import styles from './proposal-table.module.css';

/** The new path, typed by hand: Enter keeps it, Escape puts it back. */
export function PathEditor({ proposal }: { proposal: Proposal }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const { from, to } = proposal;
  const [draft, setDraft] = useState(to ?? from);
  useEffect(() => {
    const path = input.current?.value ?? '';
    const [start, end] = [path.lastIndexOf('/') + 1, path.lastIndexOf('.')];
    input.current?.focus();
    input.current?.setSelectionRange(start, end > start ? end : path.length);
  }, []);
  const leave = () => {
    useOrganize.setState({ editing: null });
    document.querySelector<HTMLElement>('[data-organize-table]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    leave();
    if (event.key === 'Enter' && draft.trim() !== '' && draft !== to)
      changeOne(proposal, { type: 'path', path: draft });
  };
  return (
    <input
      ref={input}
      className={styles.editor}
      aria-label={text('organize.pathOf', { name: from.slice(from.lastIndexOf('/') + 1) })}
      spellCheck={false}
      autoComplete="off"
      maxLength={4000}
      value={draft}
      onChange={({ target }) => setDraft(target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => useOrganize.setState({ editing: null })}
    />
  );
}

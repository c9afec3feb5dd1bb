import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import styles from './playlist-tree.module.css';
import { renamePlaylist } from './playlists.actions.ts';
import { usePlaylists } from './playlists.store.ts';

/** Types a playlist's name in its place: Enter and leaving keep it, Esc and an empty one restore. */
export function NameField({ playlist, onDone }: { playlist: Playlist; onDone: () => void }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(playlist.name);
  const isDone = useRef(false);

  useEffect(() => {
    // A menu that closes gives the focus back first.
    const frame = requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.select();
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  const finish = (isKept: boolean, givesFocusBack: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    usePlaylists.setState({ renaming: null });
    const name = typed.trim();
    if (isKept && name !== '' && name !== playlist.name) {
      void attempt(() => renamePlaylist({ id: playlist.id, name }));
    }
    if (givesFocusBack) onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    finish(event.key === 'Enter', true);
  };
  return (
    <input
      ref={input}
      className={styles.field}
      aria-label={text('playlists.renameField')}
      value={typed}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true, false)}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

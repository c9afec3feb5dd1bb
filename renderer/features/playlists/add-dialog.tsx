import { Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { Playlist } from '#shared/contract/playlists.ts';
import { foldText } from '#shared/fold-text.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { usePlaylistsOfSelection } from '../tracks/index.ts';
import styles from './add-dialog.module.css';
import { PlaylistIcon } from './playlist-icon.tsx';
import { foldersAround } from './playlist-nodes.ts';
import { addTracksTo, makePlaylist } from './playlists.actions.ts';
import { closeDialog } from './playlists.store.ts';

type Choice = { key: string; playlist: Playlist | null; note: string };

/** So many are offered at once; typing finds the others. */
const mostOffered = 100;

/** Which playlist tracks are added to: found by typing, or a new one by that name. */
export function AddDialog({ trackIds }: { trackIds: readonly TrackId[] }) {
  const text = useText();
  const { data: playlists = [] } = useCall('playlists.list');
  const holding = usePlaylistsOfSelection();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const choices = choicesFor(playlists, typed.trim());
  const at = Math.min(active, choices.length - 1);

  useEffect(() => {
    list.current?.querySelector(`#playlist-choice-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const choose = ({ playlist }: Choice) => {
    closeDialog();
    void attempt(async () => {
      if (playlist) await addTracksTo({ id: playlist.id, name: playlist.name, trackIds });
      else await makePlaylist({ kind: 'list', name: typed.trim(), parentId: null, trackIds });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const choice = choices[at];
    if (step !== 0 && choices.length > 0) setActive((at + step + choices.length) % choices.length);
    else if (event.key === 'Enter' && choice) choose(choice);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={text('playlists.addTitle', { count: trackIds.length })} isOpen size="small" onClose={closeDialog}>
      <input
        className={styles.input}
        role="combobox"
        aria-label={text('playlists.addSearch')}
        aria-expanded={choices.length > 0}
        aria-controls="playlist-choices"
        aria-autocomplete="list"
        aria-activedescendant={choices.length > 0 ? `playlist-choice-${at}` : undefined}
        placeholder={text('playlists.addSearch')}
        spellCheck={false}
        autoComplete="off"
        ref={focusOnce}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id="playlist-choices"
        role="listbox"
        aria-label={text('playlists.addList')}
        className={styles.list}
      >
        {choices.map((choice, index) => (
          <div
            key={choice.key}
            id={`playlist-choice-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.choice}
            data-holds={(choice.playlist && holding.has(choice.playlist.id)) || undefined}
            onPointerMove={() => setActive(index)}
            onPointerUp={() => choose(choice)}
          >
            {choice.playlist ? <PlaylistIcon kind={choice.playlist.kind} /> : <Plus size={16} aria-hidden="true" />}
            <span className={styles.name}>
              {choice.playlist ? choice.playlist.name : text('playlists.addNew', { name: typed.trim() })}
            </span>
            <span className={styles.note}>{choice.note}</span>
            {choice.playlist?.count != null && (
              <span className={styles.note}>{text('app.count', { count: choice.playlist.count })}</span>
            )}
          </div>
        ))}
      </div>
      {choices.length === 0 && <p className={styles.none}>{text('playlists.none')}</p>}
    </Dialog>
  );
}

/** A stable function: the field is focused when it comes, not each time it is drawn. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}

/** Lists and crates whose names hold what is typed, those that begin with it first; then a new one by that name. */
function choicesFor(playlists: readonly Playlist[], typed: string): Choice[] {
  const wanted = foldText(typed);
  const names = new Map(playlists.map(({ id, name }) => [id, name]));
  const found = playlists
    .filter(({ kind, name }) => (kind === 'list' || kind === 'crate') && foldText(name).includes(wanted))
    .sort((a, b) => Number(!foldText(a.name).startsWith(wanted)) - Number(!foldText(b.name).startsWith(wanted)))
    .slice(0, mostOffered)
    .map((playlist): Choice => {
      const around = foldersAround(playlists, playlist.id).map((id) => names.get(id) ?? '');
      return { key: String(playlist.id), playlist, note: around.reverse().join(' / ') };
    });
  return typed === '' ? found : [...found, { key: 'new', playlist: null, note: '' }];
}

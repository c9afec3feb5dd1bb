import { useEffect, useState } from 'react';
import type { SongVersionId } from '#shared/contract/studio-ids.ts';
import type { SongVersion, VersionComparison } from '#shared/contract/versions.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Dialog, EmptyState, Kbd, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { isPlaying, togglePlayback, usePlayer } from '../player/index.ts';
import { CommentThreads } from './comment-threads.tsx';
import styles from './compare.module.css';
import { CompareFacts } from './compare-facts.tsx';
import { VersionWave } from './version-wave.tsx';
import { playMatched } from './versions.actions.ts';
import { closeVersionDialog, useVersions, type VersionedSong } from './versions.store.ts';

/** Two versions of a song, heard in turns at one loudness from the same place. */
export function CompareDialog({ song }: { song: VersionedSong }) {
  const text = useText();
  return (
    <Dialog
      title={text('versions.compareTitle', { title: song.title })}
      size="large"
      isOpen
      onClose={closeVersionDialog}
    >
      <Compared song={song} />
    </Dialog>
  );
}

type Side = 'first' | 'second';

function Compared({ song }: { song: VersionedSong }) {
  const text = useText();
  const pair = useVersions((state) => state.pair);
  const { data } = useCall('versions.list', { songId: song.id });
  const versions = data?.versions ?? [];
  const second = versions.find(({ id }) => id === pair?.[1]) ?? versions[0];
  const first = versions.find(({ id }) => id === pair?.[0]) ?? versions[1];
  if (!data) return null;
  if (!first || !second) return <EmptyState text={text('versions.tooFew')} />;
  return <Pair song={song} versions={versions} first={first} second={second} />;
}

type PairProps = { song: VersionedSong; versions: readonly SongVersion[]; first: SongVersion; second: SongVersion };

function Pair({ song, versions, first, second }: PairProps) {
  const text = useText();
  const { data: comparison } = useCall('versions.compare', { first: first.id, second: second.id });
  const playingId = usePlayer((state) => state.track?.id ?? null);
  const [heard, setHeard] = useState<Side>('second');
  useEffect(() => {
    if (playingId === first.trackId && playingId !== second.trackId) setHeard('first');
    else if (playingId === second.trackId) setHeard('second');
  }, [playingId, first.trackId, second.trackId]);
  const sides = { first, second };
  const hear = (side: Side, positionMs?: number) => {
    setHeard(side);
    const gainDb = comparison?.gainDb[side === 'first' ? 0 : 1] ?? 0;
    // Nothing of this song plays yet: from its beginning.
    const isOne = playingId !== null && (playingId === first.trackId || playingId === second.trackId);
    void attempt(() => playMatched(sides[side], gainDb, positionMs ?? (isOne ? undefined : 0)));
  };
  const isHeard = playingId !== null && playingId === sides[heard].trackId;
  // The keys of a lane. The dialog is modal: nothing else hears them meanwhile.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, [role=listbox]') !== null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      const key = event.key.toLowerCase();
      const isControl = event.target instanceof Element && event.target.closest('button, a') !== null;
      if (key === 'x') hear(heard === 'first' ? 'second' : 'first');
      else if (key === 'a' || key === '1') hear('first');
      else if (key === 'b' || key === '2') hear('second');
      else if (key === ' ' && !isControl && isHeard) togglePlayback();
      else if (key === ' ' && !isControl) hear(heard);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  return (
    <div className={styles.lane}>
      {(['first', 'second'] as const).map((side) => (
        <div key={side} className={styles.side} data-heard={heard === side || undefined}>
          <VersionSelect side={side} {...{ versions, first, second }} />
          <VersionWave version={sides[side]} isHeard={heard === side} onHear={(positionMs) => hear(side, positionMs)} />
        </div>
      ))}
      <p className={styles.keys}>
        <Kbd keys="X" /> {text('versions.switch')} <Loudness comparison={comparison} />
      </p>
      <CompareFacts {...{ first, second, comparison }} onHearDifference={(positionMs) => hear(heard, positionMs)} />
      <CommentThreads songId={song.id} version={sides[heard]} hasPlace />
    </div>
  );
}

/** Whether they are heard at one loudness, and by how much one is turned down for it. */
function Loudness({ comparison }: { comparison: VersionComparison | undefined }) {
  const text = useText();
  const isOn = usePlayer(isPlaying);
  if (!comparison) return null;
  if (comparison.difference.lufs === null) return <span>{text('versions.notMatched')}</span>;
  const gain = Math.min(...comparison.gainDb);
  return <span data-on={isOn || undefined}>{text('versions.matched', { gain: (-gain).toFixed(1) })}</span>;
}

type SelectProps = Omit<PairProps, 'song'> & { side: Side };

function VersionSelect({ side, versions, first, second }: SelectProps) {
  const text = useText();
  const chosen = side === 'first' ? first : second;
  const choose = (id: SongVersionId) => {
    const other = side === 'first' ? second : first;
    // The same on both sides says nothing: they change places.
    const rest = other.id === id ? chosen.id : other.id;
    useVersions.setState({ pair: side === 'first' ? [id, rest] : [rest, id] });
  };
  return (
    <Select
      label={text(`versions.side.${side}`)}
      value={String(chosen.id)}
      options={versions.map(({ id, number, name }) => ({
        value: String(id),
        text: text('versions.label', { number, name }),
      }))}
      onChange={(value) => {
        const version = versions.find(({ id }) => String(id) === value);
        if (version) choose(version.id);
      }}
    />
  );
}

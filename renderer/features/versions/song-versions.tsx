import { Ellipsis, Pause, Play, Plus } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { SongVersion, WaitingVersion } from '#shared/contract/versions.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem, MenuSeparator, Button as TextButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { isPlaying, usePlayer } from '../player/index.ts';
import { formatPosition, overviewFromBase64, WaveformCanvas } from '../tracks/index.ts';
import { addVersions, makeCurrent, moveVersion, playVersion, removeVersion } from './versions.actions.ts';
import styles from './versions.module.css';
import { openVersionDialog, useVersions, type VersionedSong } from './versions.store.ts';

/** The versions of a song in the inspector: the newest first, each with its waveform. */
export function SongVersions({ song }: { song: VersionedSong }) {
  const text = useText();
  const { id, title } = song;
  const { data } = useCall('versions.list', { songId: id });
  useEffect(() => {
    useVersions.setState({ shown: { id, title } });
    return () => useVersions.setState(({ shown }) => (shown?.id === id ? { shown: null } : {}));
  }, [id, title]);
  if (!data) return null;
  const { versions, waiting, canEdit } = data;
  return (
    <section className={styles.section} aria-labelledby="song-versions" data-song={id} data-song-title={title}>
      <div className={styles.head}>
        <h3 id="song-versions">{text('versions.title')}</h3>
        {versions.length > 1 && (
          <TextButton kind="link" size="small" onPress={() => openVersionDialog({ kind: 'compare', song })}>
            {text('versions.compare')}
          </TextButton>
        )}
        {canEdit && (
          <IconButton label={text('versions.add')} size="small" onPress={() => void attempt(() => addVersions(song))}>
            <Plus size={14} />
          </IconButton>
        )}
      </div>
      {versions.length + waiting.length === 0 && <p className={styles.quiet}>{text('versions.none')}</p>}
      <ul className={styles.rows} aria-label={text('versions.title')}>
        {waiting.map((each) => (
          <li key={each.name} className={styles.waiting} role="status">
            {waitingText(text, each)}
          </li>
        ))}
        {versions.map((version) => (
          <VersionRow key={version.id} version={version} versions={versions} song={song} canEdit={canEdit} />
        ))}
      </ul>
      {waiting.some(({ state }) => state !== 'reading') && (
        <TextButton
          kind="link"
          size="small"
          onPress={() => void attempt(() => call('versions.clearWaiting', { songId: id }))}
        >
          {text('versions.clear')}
        </TextButton>
      )}
    </section>
  );
}

type RowProps = { version: SongVersion; versions: readonly SongVersion[]; song: VersionedSong; canEdit: boolean };

function VersionRow({ version, versions, song, canEdit }: RowProps) {
  const text = useText();
  const { number, name, isCurrent, state, facts, trackId, commentCount } = version;
  const isOn = usePlayer((player) => isPlaying(player) && player.track?.id === trackId && trackId !== null);
  const label = text('versions.label', { number, name });
  return (
    <li className={styles.row} data-current={isCurrent || undefined} data-gone={trackId === null || undefined}>
      <Button
        className={styles.play ?? ''}
        aria-label={text(isOn ? 'versions.pause' : 'versions.play', { label })}
        isDisabled={state !== 'here'}
        onPress={() => void attempt(() => playVersion(version))}
      >
        {isOn ? <Pause size={11} fill="currentColor" /> : <Play size={11} fill="currentColor" />}
      </Button>
      <span className={styles.number}>{text('versions.number', { number })}</span>
      <SmallWave version={version} />
      <span className={styles.name} title={version.note || undefined}>
        {state === 'here' ? name : [name, text(`versions.state.${state}`)].filter(Boolean).join(', ')}
      </span>
      {commentCount > 0 && (
        <span className={styles.count} role="img" aria-label={text('versions.comments', { count: commentCount })}>
          {commentCount}
        </span>
      )}
      <span className={styles.length}>{facts.durationMs === null ? '' : formatPosition(facts.durationMs)}</span>
      <VersionMenu {...{ version, versions, song, canEdit, label }} />
    </li>
  );
}

function VersionMenu({ version, versions, song, canEdit, label }: RowProps & { label: string }) {
  const text = useText();
  const at = versions.indexOf(version);
  const { id, name, note } = version;
  return (
    <Menu
      label={label}
      placement="bottom end"
      trigger={
        <IconButton label={text('versions.more', { label })} size="small">
          <Ellipsis size={14} />
        </IconButton>
      }
    >
      <MenuItem
        text={text('versions.compareThis')}
        isDisabled={versions.length < 2}
        onAction={() => {
          openVersionDialog({ kind: 'compare', song });
          const other = versions[at + 1] ?? versions[at - 1];
          if (other) useVersions.setState({ pair: at < versions.indexOf(other) ? [other.id, id] : [id, other.id] });
        }}
      />
      <MenuSeparator />
      <MenuItem
        text={text('versions.makeCurrent')}
        isDisabled={!canEdit || version.isCurrent}
        onAction={() => void attempt(() => makeCurrent(version))}
      />
      <MenuItem
        text={text('versions.edit')}
        isDisabled={!canEdit}
        onAction={() => openVersionDialog({ kind: 'edit', id, name, note })}
      />
      <MenuItem
        text={text('versions.moveUp')}
        isDisabled={!canEdit || at === 0}
        onAction={() => void attempt(() => moveVersion(versions, id, 1))}
      />
      <MenuItem
        text={text('versions.moveDown')}
        isDisabled={!canEdit || at === versions.length - 1}
        onAction={() => void attempt(() => moveVersion(versions, id, -1))}
      />
      <MenuSeparator />
      <MenuItem
        text={text('versions.remove')}
        isDisabled={!canEdit}
        onAction={() => void attempt(() => removeVersion(version))}
      />
    </Menu>
  );
}

function SmallWave({ version: { waveform } }: { version: SongVersion }) {
  const points = useMemo(() => (waveform === null ? null : overviewFromBase64(waveform)), [waveform]);
  return <span className={styles.small}>{points && <WaveformCanvas points={points} height={18} />}</span>;
}

function waitingText(text: Text, { name, state, code, same }: WaitingVersion): string {
  if (state === 'reading') return text('versions.reading', { name });
  if (state === 'same') return text('versions.same', { name, number: same ?? 0 });
  return text('versions.failed', { name, reason: errorText(text, code ?? 'INTERNAL') });
}

import { CircleX, Lock, Unplug } from 'lucide-react';
import { memo } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import type { KeyNotation } from '#shared/music-key.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import {
  energyLevel,
  formatBitrate,
  formatBpm,
  formatCount,
  formatDay,
  formatDecibels,
  formatLength,
  formatQuality,
  isLocked,
  isSameDay,
  isUnsure,
  KeyLabel,
  moodsOf,
  moodText,
  overviewFromBase64,
  qualityWord,
  Stars,
  WaveformCanvas,
} from '../tracks/index.ts';
import type { ListRow } from './list-row.ts';
import styles from './row-cells.module.css';

const waveformHeight = 20;

export type CellContext = { notation: KeyNotation; now: number; width: number };

/** What a cell shows. Texts are plain strings, so that a column can be fitted to them. */
export function cellContent(id: ColumnId, row: ListRow, context: CellContext, text: Text) {
  switch (id) {
    case 'artist':
      return <span className={styles.secondary}>{row.artist}</span>;
    case 'album':
      return <span className={styles.secondary}>{row.album}</span>;
    case 'genre':
      return <span className={styles.secondary}>{row.genre}</span>;
    case 'label':
      return <span className={styles.secondary}>{row.label}</span>;
    case 'path':
      return <span className={styles.secondary}>{row.fileName}</span>;
    case 'bpm':
      return (
        <Doubtful isUnsure={isUnsure(row, 'bpm')} isLocked={isLocked(row, 'bpm')}>
          {figure(row.bpm, formatBpm)}
        </Doubtful>
      );
    case 'key':
      return <KeyCell row={row} notation={context.notation} />;
    case 'energy':
      return <EnergyCell percent={row.energy} />;
    case 'mood':
      return (
        <Doubtful isUnsure={isUnsure(row, 'mood')} isLocked={isLocked(row, 'mood')} side="after">
          <span className={styles.secondary}>{moodText(moodsOf(row), text)}</span>
        </Doubtful>
      );
    case 'waveform':
      return <WaveformCell row={row} width={context.width} />;
    case 'length':
      return <span className={styles.secondary}>{figure(row.durationMs, formatLength)}</span>;
    case 'rating':
      return <Stars rating={row.rating} />;
    case 'quality':
      return <QualityCell row={row} />;
    case 'added':
      return (
        <span className={styles.quiet}>{figure(row.addedAt || null, (at) => addedText(at, context.now, text))}</span>
      );
    case 'plays':
      return <span className={styles.secondary}>{figure(row.plays || null, formatCount)}</span>;
    case 'lastplayed':
      return <span className={styles.quiet}>{figure(row.lastPlayedAt, (at) => addedText(at, context.now, text))}</span>;
    case 'year':
      return <span className={styles.secondary}>{figure(row.year, String)}</span>;
    case 'lufs':
      return <span className={styles.secondary}>{figure(row.lufs, formatDecibels)}</span>;
    case 'bitrate':
      return <span className={styles.secondary}>{figure(row.bitrate, formatBitrate)}</span>;
    case 'note':
      return <span className={styles.secondary}>{row.note}</span>;
    case 'title':
      return titleText(row);
  }
}

/** A file without a title is known by its name. */
export function titleText(row: Pick<TrackRow, 'title' | 'fileName'>): string {
  return row.title || row.fileName;
}

export function addedText(addedAt: number, now: number, text: Text): string {
  return isSameDay(addedAt, now) ? text('library.today') : formatDay(addedAt, now);
}

function figure(value: number | null, format: (value: number) => string) {
  return value === null ? <span className={styles.quiet}>–</span> : format(value);
}

type DoubtfulProps = { isUnsure: boolean; isLocked: boolean; side?: 'before' | 'after'; children: React.ReactNode };

/** A value that waits for a look is underlined; one that the user has set has a lock. */
function Doubtful({ isUnsure: isMarked, isLocked: isSet, side = 'before', children }: DoubtfulProps) {
  const text = useText();
  if (!isMarked && !isSet) return <>{children}</>;
  return (
    <span
      className={isSet ? styles.set : styles.unsure}
      data-side={side}
      title={text(isSet ? 'library.byYou' : 'library.notSure')}
    >
      {isSet && <Lock size={10} className={styles.lock} role="img" aria-label={text('library.byYou')} />}
      {children}
    </span>
  );
}

function KeyCell({ row, notation }: { row: TrackRow; notation: KeyNotation }) {
  if (row.key === null) return <span className={styles.quiet}>–</span>;
  return (
    <Doubtful isUnsure={false} isLocked={isLocked(row, 'key')} side="after">
      <KeyLabel musicKey={row.key} notation={notation} isUnsure={isUnsure(row, 'key')} />
    </Doubtful>
  );
}

function EnergyCell({ percent }: { percent: number | null }) {
  if (percent === null) return <span className={styles.quiet}>–</span>;
  return (
    <span className={styles.energy}>
      <span>{energyLevel(percent)}</span>
      <span className={styles.energyBar} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}

const WaveformCell = memo(function WaveformCell({ row, width }: { row: ListRow; width: number }) {
  const text = useText();
  if (row.waveform !== null) {
    return <WaveformCanvas points={overviewFromBase64(row.waveform)} width={width} height={waveformHeight} />;
  }
  if (row.analysisState === 'waiting') {
    return (
      <span
        className={styles.waiting}
        role="img"
        aria-label={text('library.waiting')}
        title={text('library.waiting')}
      />
    );
  }
  return <span className={styles.quiet}>{row.isDead ? '–' : text('library.notAnalysed')}</span>;
});

function QualityCell({ row }: { row: ListRow }) {
  const text = useText();
  // What an entry keeps says nothing of a file.
  if (row.isDead) return <span className={styles.quiet}>–</span>;
  if (row.isOffline) return <span className={styles.warn}>{text('library.offline')}</span>;
  if (row.isMissing) return <span className={styles.warn}>{text('library.missing')}</span>;
  if (row.problemCode !== null) return <span className={styles.error}>{text('library.cannotRead')}</span>;
  const doubt = isLocked(row, 'quality') ? null : qualityWord(row, text);
  if (doubt !== null) {
    return (
      <span className={styles.warn} title={text('library.qualityDoubt', { format: formatQuality(row), doubt })}>
        {doubt}
      </span>
    );
  }
  return <span className={row.isLossless ? styles.secondary : styles.quiet}>{formatQuality(row)}</span>;
}

type StateCellProps = { row: TrackRow; isPlayingRow: boolean; isSounding: boolean };

/** The first cell: one mark for what is out of the ordinary. */
export function StateCell({ row, isPlayingRow, isSounding }: StateCellProps) {
  const text = useText();
  if (isPlayingRow) {
    return (
      <span
        className={styles.bars}
        role="img"
        aria-label={text('library.playing')}
        data-moving={isSounding || undefined}
      >
        <i />
        <i />
        <i />
      </span>
    );
  }
  if (row.isOffline || row.isMissing) return <Unplug size={14} className={styles.warn} aria-hidden="true" />;
  if (row.problemCode !== null) return <CircleX size={14} className={styles.error} aria-hidden="true" />;
  if (row.hasEdits) {
    return <span className={styles.edited} role="img" aria-label={text('tags.edited')} title={text('tags.edited')} />;
  }
  return null;
}

import { writeTime } from '#shared/tracklist/read-time.ts';
import type { ParsedLine, ParsedTracklist } from '#shared/tracklist/tracklist-parts.ts';
import { useText } from '../../messages/use-text.ts';
import { Tag } from '../../ui/index.ts';
import styles from './dialogs.module.css';

/** So many lines are shown; the counts above tell of all. */
const mostShown = 400;
const sureEnough = 0.8;

/** Each line and what became of it: a track with its parts, or why it is left out. */
export function PastePreview({ parsed, part }: { parsed: ParsedTracklist; part: number | null }) {
  const text = useText();
  const { lines, parts } = parsed;
  const isShown = (line: ParsedLine) => line.role === 'leftOut' || part === null || line.part === part;
  const shown = lines.filter(isShown);
  const entries = part === null ? parts.flatMap((each) => each.entries) : (parts[part]?.entries ?? []);
  const confidence =
    part === null
      ? parts.reduce((sum, each) => sum + each.confidence, 0) / Math.max(1, parts.length)
      : (parts[part]?.confidence ?? 0);
  const leftOut = lines.filter(({ role }) => role === 'leftOut').length;
  return (
    <section className={styles.preview} aria-label={text('tracklists.understood')}>
      <p className={styles.summary} role="status">
        {entries.length === 0
          ? text('tracklists.understoodNothing')
          : text('tracklists.understoodSummary', {
              tracks: entries.length,
              times: entries.filter(({ startMs }) => startMs !== null).length,
              unknown: entries.filter(({ isUnknown }) => isUnknown).length,
              percent: Math.round(confidence * 100),
            })}
        {leftOut > 0 && ` · ${text('tracklists.leftOutCount', { count: leftOut })}`}
      </p>
      <ol className={styles.lines}>
        {shown.slice(0, mostShown).map((line) => (
          <li key={`${line.number} ${line.role === 'track' ? line.entry : ''}`} data-role={line.role}>
            <span className={styles.lineNumber}>{line.number}</span>
            {line.role === 'track' ? <TrackLine line={line} parsed={parsed} /> : <LeftOutLine line={line} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function TrackLine({ line, parsed }: { line: ParsedLine & { role: 'track' }; parsed: ParsedTracklist }) {
  const text = useText();
  const entry = parsed.parts[line.part]?.entries[line.entry];
  if (!entry) return null;
  const { startMs, artist, title, remix, label, isUnknown } = entry;
  return (
    <>
      <span className={styles.lineTime}>
        {startMs === null
          ? text(entry.transition === 'mashup' ? 'tracklists.noTime' : 'tracklists.noStart')
          : writeTime(startMs)}
      </span>
      <span className={styles.grow}>
        <b>{title}</b>
        {remix !== '' && ` (${remix})`} <span className={styles.lineArtist}>{artist}</span>
        {label !== '' && <span className={styles.quiet}> {label}</span>}
      </span>
      {isUnknown ? (
        <Tag tone="warn">{text('tracklists.unknownTrack')}</Tag>
      ) : (
        line.confidence < sureEnough && <Tag>{Math.round(line.confidence * 100)} %</Tag>
      )}
    </>
  );
}

function LeftOutLine({ line }: { line: ParsedLine & { role: 'leftOut' } }) {
  const text = useText();
  return (
    <>
      <span className={styles.lineTime} />
      <span className={styles.grow}>
        <s>{line.text.trim()}</s>
      </span>
      <span className={styles.quiet}>{text(`tracklists.leftOut.${line.reason}`)}</span>
    </>
  );
}

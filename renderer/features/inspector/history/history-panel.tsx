import { useState } from 'react';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../../api/query.ts';
import { useSettings } from '../../../api/settings.ts';
import { errorText } from '../../../messages/errors.ts';
import { type Text, useText } from '../../../messages/use-text.ts';
import { Button, EmptyState } from '../../../ui/index.ts';
import { formatDay, formatTime, isSameDay } from '../../tracks/index.ts';
import { Section } from '../section.tsx';
import { describeEvent } from './describe-event.ts';
import { groupDays } from './group-days.ts';
import styles from './history-panel.module.css';

/** Shown at first, and more with each press; the contract gives no more at once than the last. */
const pageSizes = [50, 150, 500] as const;
const dayMs = 86_400_000;

/** What happened to a track, newest first. */
export function HistoryPanel({ track }: { track: TrackDetail }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const [page, setPage] = useState(0);
  const count = pageSizes[page] ?? 500;
  const { data: events, error } = useCall('history.list', { trackId: track.id, count }, { keepsPrevious: true });
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!events) return null;
  const own = events.filter(({ trackId }) => trackId === track.id);
  const heading = track.title || track.fileName;
  if (own.length === 0) return <EmptyState text={text('inspector.history.none')} />;
  const now = Date.now();
  return (
    <>
      <h2 className={styles.heading}>{heading}</h2>
      {groupDays(own).map(({ day, events: ofDay }) => (
        <Section key={day} title={dayText(day, now, text)}>
          <ol>
            {ofDay.map((event) => {
              const { field, from, to, note } = describeEvent(event, keyNotation, text);
              return (
                <li key={event.id} className={styles.event}>
                  <span className={styles.field}>{field}</span>
                  <span className={styles.change}>
                    {from === null ? to : text('inspector.history.change', { from, to })}
                  </span>
                  <time className={styles.time} dateTime={new Date(event.at).toISOString()}>
                    {formatTime(event.at)}
                  </time>
                  <span className={styles.note}>{note}</span>
                </li>
              );
            })}
          </ol>
        </Section>
      ))}
      {own.length === count && page < pageSizes.length - 1 && (
        <div className={styles.more}>
          <Button size="small" onPress={() => setPage(page + 1)}>
            {text('inspector.history.older')}
          </Button>
        </div>
      )}
    </>
  );
}

function dayText(day: number, now: number, text: Text): string {
  if (isSameDay(day, now)) return text('library.today');
  return isSameDay(day, now - dayMs) ? text('inspector.history.yesterday') : formatDay(day, now);
}

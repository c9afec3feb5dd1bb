import { ChevronLeft, ChevronRight, Plus, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TimeDay } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton } from '../../ui/index.ts';
import { DayTrack } from './day-track.tsx';
import styles from './day-view.module.css';
import { ScrollPart } from './grid-parts.tsx';
import { newEntry } from './time.store.ts';
import { useMinutes } from './time-data.ts';
import { addDays, dayItem, dayOfItem, longDay } from './time-values.ts';
import { TimerBar } from './timer-bar.tsx';
import { TimerStrip } from './timer-question.tsx';
import { usualSpan } from './week-view.tsx';

/** A day as a calendar shows it, from midnight to midnight. */
export function DayView() {
  const text = useText();
  useMinutes();
  const asked = useView((state) => dayOfItem(state.item));
  const { data: day, error } = useCall('time.day', asked === undefined ? {} : { day: asked }, { keepsPrevious: true });
  return (
    <>
      <AreaHead area="time">{day && <DayNavigation day={day} />}</AreaHead>
      <TimerBar />
      <TimerStrip />
      {error && <EmptyState icon={<TriangleAlert size={20} />} text={errorText(text, error.code)} />}
      {day && <Calendar key={day.day} day={day} />}
    </>
  );
}

function DayNavigation({ day }: { day: TimeDay }) {
  const text = useText();
  const go = (days: number) => showView('day', dayItem(addDays(day.day, days)));
  const isToday = day.now >= day.startAt && day.now < day.endAt;
  return (
    <>
      {!isToday && (
        <Button kind="ghost" size="small" onPress={() => showView('day')}>
          {text('time.day.today')}
        </Button>
      )}
      <IconButton label={text('time.day.previous')} onPress={() => go(-1)}>
        <ChevronLeft size={16} />
      </IconButton>
      <h2 className={styles.title} aria-live="polite">
        {longDay(day.day)}
        <span className={styles.total}>{formatHours(day.totalMs)}</span>
      </h2>
      <IconButton label={text('time.day.next')} onPress={() => go(1)}>
        <ChevronRight size={16} />
      </IconButton>
      <Button icon={<Plus size={14} />} onPress={() => newEntry(...usualSpan(day.startAt, day.blocks.at(-1)?.to), day)}>
        {text('time.day.add')}
      </Button>
    </>
  );
}

const hourPx = 48;

function Calendar({ day }: { day: TimeDay }) {
  const scroll = useRef<HTMLElement>(null);
  const begin = useRef(day.blocks[0]?.from ?? day.startAt + 9 * 3_600_000);
  // Working hours are where the eye is; the night is above and below.
  useEffect(() => {
    const share = (begin.current - day.startAt) / (day.endAt - day.startAt);
    const height = scroll.current?.scrollHeight ?? 0;
    scroll.current?.scrollTo({ top: Math.max(0, share * height - hourPx) });
  }, [day.startAt, day.endAt]);
  const hours = (day.endAt - day.startAt) / 3_600_000;
  return (
    <ScrollPart ref={scroll} tabIndex={0} aria-label={longDay(day.day)} className={styles.scroll}>
      <div className={styles.sheet} style={{ height: hours * hourPx }}>
        <DayTrack day={day} shown={{ from: day.startAt, to: day.endAt }} axis="y" />
      </div>
    </ScrollPart>
  );
}

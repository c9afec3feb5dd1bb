import { ChevronLeft, ChevronRight, FileInput, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimeRow, TimeWeek } from '#shared/contract/time.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Kbd } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { shownSpan } from './day-span.ts';
import { DayTrack } from './day-track.tsx';
import { submitWeek, trim } from './time.actions.ts';
import { type AddedRow, newEntry, useTime } from './time.store.ts';
import { useMinutes } from './time-data.ts';
import { addDays, clockTime, dayItem, dayOfItem, dayRange, longDay, weekdayName } from './time-values.ts';
import { TimerBar } from './timer-bar.tsx';
import { TimerStrip } from './timer-question.tsx';
import { emptyCells, withAdded } from './week-model.ts';
import { WeekTable } from './week-table.tsx';
import styles from './week-view.module.css';

const noRows: readonly AddedRow[] = [];
const hourMs = 3_600_000;

/** A week: the timer, the grid of what was worked on, and the line of one of its days. */
export function WeekView() {
  const text = useText();
  useMinutes();
  const asked = useView((state) => dayOfItem(state.item));
  const query = useTime((state) => state.query);
  const { data, error } = useCall(
    'time.week',
    { query, ...(asked === undefined ? {} : { day: asked }) },
    { keepsPrevious: true },
  );
  // What was found last stays while a search cannot be read.
  const [week, setWeek] = useState(data);
  if (data && data !== week) setWeek(data);
  const [day, setDay] = useState<string | null>(null);
  const first = week?.days[0] ?? '';
  const shown = day !== null && week?.days.includes(day) ? day : week ? shownDay(week, asked) : '';
  // Another week shows its own day.
  useEffect(() => {
    if (first !== '') setDay(null);
    useTime.setState({ week: first });
  }, [first]);
  return (
    <>
      <AreaHead area="time">{week && <WeekNavigation week={week} />}</AreaHead>
      <TimerBar />
      <TimerStrip />
      {error && !week && <EmptyState icon={<TriangleAlert size={20} />} text={errorText(text, error.code)} />}
      {error && week && (
        <p className={styles.wrong} role="alert">
          {error.code === 'QUERY_INVALID'
            ? text('time.searchUnknown', { term: String(error.details.at) })
            : errorText(text, error.code)}
        </p>
      )}
      {week && (
        <>
          <WeekGrid week={week} day={shown} onDay={setDay} />
          <DayLine day={shown} personId={week.personId} />
          <WeekStatus week={week} />
        </>
      )}
    </>
  );
}

function shownDay(week: TimeWeek, asked: string | undefined): string {
  if (week.days.includes(week.today)) return week.today;
  return asked && week.days.includes(asked) ? asked : (week.days[0] ?? '');
}

function WeekNavigation({ week }: { week: TimeWeek }) {
  const text = useText();
  const [first, last] = [week.days[0] as string, week.days[6] as string];
  const go = (days: number) => showView('time', dayItem(addDays(first, days)));
  const isNow = week.days.includes(week.today);
  const { data: sheet } = useCall('timesheets.get', { day: first, personId: week.personId });
  return (
    <>
      {!isNow && (
        <Button kind="ghost" size="small" onPress={() => showView('time')}>
          {text('time.week.thisWeek')}
        </Button>
      )}
      <IconButton label={text('time.week.previous')} onPress={() => go(-7)}>
        <ChevronLeft size={16} />
      </IconButton>
      <h2 className={styles.range} aria-live="polite">
        {dayRange(first, last)}
        <span className={styles.number}>
          {week.isOwn
            ? text('time.week.number', { number: week.weekNumber })
            : text('time.week.numberOf', { number: week.weekNumber, name: week.personName })}
        </span>
      </h2>
      <IconButton label={text('time.week.next')} onPress={() => go(7)}>
        <ChevronRight size={16} />
      </IconButton>
      <IconButton label={text('imports.title')} onPress={() => runCommand('imports.open')}>
        <FileInput size={16} />
      </IconButton>
      {week.lock !== '' && <span className={styles.lock}>{text(`time.lock.${week.lock}`)}</span>}
      {week.isOwn && sheet?.may.submit && (
        <Button isDisabled={week.totalMs === 0} onPress={() => void attempt(() => submitWeek(first))}>
          {text('time.week.submit')}
        </Button>
      )}
    </>
  );
}

function WeekGrid({ week, day, onDay }: { week: TimeWeek; day: string; onDay: (day: string) => void }) {
  const text = useText();
  const added = useTime((state) => state.added[week.days[0] ?? ''] ?? noRows);
  const { data: targets } = useCall('time.targets', { limit: 100 }, { enabled: added.length > 0 });
  const groups = withAdded(
    week,
    added.flatMap((row) => {
      const target = targets?.find(
        (each) =>
          each.projectId === row.projectId &&
          each.taskId === row.taskId &&
          each.songId === row.songId &&
          each.stepKey === row.stepKey,
      );
      if (!target) return [];
      const { names, isBillable } = target;
      const empty: TimeRow = { target: row, names, cells: emptyCells(week), totalMs: 0 };
      const zeros = week.days.map(() => 0);
      const group = { projectId: row.projectId, names, isBillable, rateMinor: null, currency: '', budget: null };
      return [{ ...row, row: empty, group: { ...group, totals: zeros, totalMs: 0, rows: [] } }];
    }),
  );
  if (groups.length === 0) {
    return (
      <div className={styles.empty}>
        <EmptyState
          text={text('time.week.empty')}
          action={
            <div className={styles.actions}>
              <Button onPress={() => useTime.setState({ picking: 'start' })}>{text('time.start')}</Button>
              <Button onPress={() => useTime.setState({ picking: 'row' })}>{text('time.addRow')}</Button>
            </div>
          }
        />
      </div>
    );
  }
  return <WeekTable week={week} groups={groups} day={day} onDay={onDay} />;
}

function DayLine({ day, personId }: { day: string; personId: PersonId }) {
  const text = useText();
  const { data } = useCall('time.day', { day, personId }, { keepsPrevious: true });
  if (!data) return null;
  return (
    <section className={styles.line} aria-label={longDay(data.day)}>
      <header className={styles.lineHead}>
        <h2 className={styles.day}>{longDay(data.day)}</h2>
        <span className={styles.hint}>{text('time.day.hint')}</span>
        <Button
          kind="ghost"
          size="small"
          onPress={() => newEntry(...usualSpan(data.startAt, data.blocks.at(-1)?.to), data)}
        >
          {text('time.day.add')}
        </Button>
      </header>
      <DayTrack day={data} shown={shownSpan(data)} axis="x" />
    </section>
  );
}

/** An hour behind the last entry, else from nine on. */
export function usualSpan(startAt: number, lastEnd: number | undefined): [number, number] {
  const from = lastEnd ?? startAt + 9 * hourMs;
  const minute = 60_000;
  const whole = Math.ceil(from / minute) * minute;
  return [whole, whole + hourMs];
}

function WeekStatus({ week }: { week: TimeWeek }) {
  const text = useText();
  const [overlap] = week.overlaps;
  return (
    <footer className={styles.status}>
      {overlap && (
        <>
          <TriangleAlert size={14} aria-hidden="true" className={styles.warned} />
          <span className={styles.warned} role="status">
            {text('time.overlap', {
              second: overlap.secondName || text('time.noTarget'),
              first: overlap.firstName || text('time.noTarget'),
              day: weekdayName(dayAt(week, overlap.from)),
              from: clockTime(overlap.from, week.timeZone),
              to: clockTime(overlap.to, week.timeZone),
            })}
          </span>
          <Button kind="link" size="small" onPress={() => void attempt(() => trim(overlap, week.timeZone))}>
            {text('time.trim', { name: overlap.firstName || text('time.noTarget') })}
          </Button>
          {week.overlaps.length > 1 && <span>{text('time.moreOverlaps', { count: week.overlaps.length - 1 })}</span>}
        </>
      )}
      <span className={styles.space} />
      <span className={styles.keys}>
        <Kbd keys="Enter" />
        {text('time.keys.edit')}
        <Kbd keys="D" />
        {text('time.keys.details')}
      </span>
    </footer>
  );
}

function dayAt(week: TimeWeek, moment: number): string {
  const index = week.starts.findLastIndex((start) => start <= moment);
  return week.days[Math.max(0, Math.min(6, index))] as string;
}

import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import type { DayBlock, TimeDay } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { hoursOf, lanesOf, nudged, type Span, shareOf, stepMs } from './day-span.ts';
import styles from './day-track.module.css';
import { TrackPart } from './grid-parts.tsx';
import { editEntry, entryTitle, removeEntries } from './time.actions.ts';
import { newEntry, openEntry } from './time.store.ts';
import { clockTime, projectTone } from './time-values.ts';
import { useDayDrag } from './use-day-drag.ts';

/** Less of the line than this has no room for words. */
const narrow = 0.045;

function lengthShare(span: Span, shown: Span): number {
  return shareOf(span.to, shown) - shareOf(span.from, shown);
}

type DayTrackProps = { day: TimeDay; shown: Span; axis: 'x' | 'y' };

/** A day from left to right or from top to bottom: drag to add, drag an edge to change, or do the same with keys. */
export function DayTrack({ day, shown, axis }: DayTrackProps) {
  const text = useText();
  const { track, drag, begin, move, end, cancel } = useDayDrag(shown, axis, day);
  const [looked, setLooked] = useState<DayBlock | null>(null);
  const lanes = lanesOf(day.blocks);
  const clock = (moment: number) => clockTime(moment, day.timeZone);
  const isToday = day.now >= shown.from && day.now <= shown.to;
  const said = looked && day.blocks.some(({ entry }) => entry.id === looked.entry.id) ? looked : null;
  return (
    <div className={styles.frame} data-axis={axis}>
      <div className={styles.hours} aria-hidden="true">
        {hoursOf(shown).map((hour) => (
          <span key={hour} style={place({ from: hour, to: hour }, shown)}>
            {clock(hour)}
          </span>
        ))}
      </div>
      <TrackPart
        ref={track}
        role="group"
        aria-label={text('time.day.line')}
        aria-describedby="time-day-keys"
        className={styles.track}
        onPointerDown={(event) => begin(event, null, 'to', null)}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={cancel}
      >
        {hoursOf(shown).map((hour) => (
          <span key={hour} className={styles.rule} style={place({ from: hour, to: hour }, shown)} />
        ))}
        {day.gaps.map((gap) => (
          <button
            key={gap.from}
            type="button"
            className={styles.gap}
            style={place(gap, shown)}
            aria-label={text('time.day.fill', {
              from: clock(gap.from),
              to: clock(gap.to),
              length: formatHours(gap.to - gap.from),
            })}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => newEntry(gap.from, gap.to, day)}
          >
            {lengthShare(gap, shown) > narrow && (
              <span>{text('time.day.gap', { length: formatHours(gap.to - gap.from) })}</span>
            )}
          </button>
        ))}
        {day.blocks.map((block, index) => (
          <Block
            key={block.entry.id}
            block={block}
            span={drag?.entry?.id === block.entry.id ? drag.span : block}
            shown={shown}
            lane={lanes[index] as { lane: number; lanes: number }}
            zone={day.timeZone}
            onLook={setLooked}
            onGrab={begin}
          />
        ))}
        {drag && !drag.entry && (
          <span className={styles.drawn} style={place(drag.span, shown)}>
            {`${clock(drag.span.from)}–${clock(drag.span.to)}`}
          </span>
        )}
        {isToday && <span className={styles.now} style={place({ from: day.now, to: day.now }, shown)} />}
      </TrackPart>
      <p id="time-day-keys" className={styles.hidden}>
        {text('time.day.keys')}
      </p>
      <p className={styles.looked} aria-hidden="true">
        {said
          ? `${entryTitle(said.entry)}  ${clock(said.from)}–${said.entry.endAt === null ? text('time.now') : clock(said.to)}  ${formatHours(said.to - said.from)}`
          : ''}
      </p>
    </div>
  );
}

type BlockProps = {
  block: DayBlock;
  span: Span;
  shown: Span;
  lane: { lane: number; lanes: number };
  zone: string;
  onLook: (block: DayBlock | null) => void;
  onGrab: ReturnType<typeof useDayDrag>['begin'];
};

function Block({ block, span, shown, lane, zone, onLook, onGrab }: BlockProps) {
  const text = useText();
  const { entry } = block;
  const clock = (moment: number) => clockTime(moment, zone);
  const isRunning = entry.endAt === null;
  const times = `${clock(span.from)}–${isRunning ? text('time.now') : clock(span.to)}`;
  const isFixed = isRunning || entry.lock !== '';
  const whole = { from: entry.startAt, to: entry.endAt ?? span.to };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -stepMs, ArrowUp: -stepMs, ArrowRight: stepMs, ArrowDown: stepMs }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') void attempt(() => removeEntries([entry]));
    else if (by !== undefined && !isFixed && (event.shiftKey || event.altKey)) {
      const edge = event.shiftKey && event.altKey ? 'both' : event.altKey ? 'from' : 'to';
      const next = nudged(whole, edge, by);
      if (next) void attempt(() => editEntry(entry, { times: { startAt: next.from, endAt: next.to } }));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tone = projectTone(entry.names.colour, entry.projectId);
  return (
    <div
      className={styles.block}
      data-running={isRunning}
      data-narrow={lengthShare(span, shown) < narrow}
      style={{ ...place(span, shown), '--tone': tone, '--lane': lane.lane, '--lanes': lane.lanes } as CSSProperties}
    >
      {!isFixed && !block.beginsBefore && (
        <span className={styles.edge} data-edge="from" onPointerDown={(event) => onGrab(event, entry, 'from', whole)} />
      )}
      <button
        type="button"
        className={styles.face}
        aria-label={text('time.day.block', {
          name: entryTitle(entry),
          times,
          length: formatHours(span.to - span.from),
        })}
        onFocus={() => onLook(block)}
        onBlur={() => onLook(null)}
        onPointerEnter={() => onLook(block)}
        onPointerLeave={() => onLook(null)}
        onPointerDown={(event) => (isFixed ? event.stopPropagation() : onGrab(event, entry, 'both', whole))}
        onClick={() => openEntry(entry)}
        onKeyDown={onKeyDown}
      >
        <span className={styles.name}>{entryTitle(entry)}</span> <span className={styles.times}>{times}</span>
      </button>
      {!isFixed && !block.goesOn && (
        <span className={styles.edge} data-edge="to" onPointerDown={(event) => onGrab(event, entry, 'to', whole)} />
      )}
    </div>
  );
}

function place(span: Span, shown: Span): CSSProperties {
  const [from, to] = [shareOf(span.from, shown), shareOf(span.to, shown)];
  return { '--from': `${from * 100}%`, '--length': `${Math.max(0, to - from) * 100}%` } as CSSProperties;
}

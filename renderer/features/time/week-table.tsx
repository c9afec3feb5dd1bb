import { Plus } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { TimeWeek } from '#shared/contract/time.ts';
import { formatMoney } from '#shared/money.ts';
import { formatHours } from '#shared/time/duration.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, showToast } from '../../ui/index.ts';
import { GridTable } from './grid-parts.tsx';
import { HoursDialog } from './hours-dialog.tsx';
import { setCell } from './time.actions.ts';
import { useTime } from './time.store.ts';
import { projectTone, shortDay, targetTitle, weekdayName } from './time-values.ts';
import { WeekBudget } from './week-budget.tsx';
import { type CellPlace, WeekCell } from './week-cell.tsx';
import { type GridGroup, type GridRow, moved } from './week-model.ts';
import styles from './week-table.module.css';

type WeekTableProps = {
  week: TimeWeek;
  groups: readonly GridGroup[];
  /** The day whose line is shown. */
  day: string;
  onDay: (day: string) => void;
};

/** Projects and what was worked on, by the days of a week. One cell has the focus; Enter edits it. */
export function WeekTable({ week, groups, day, onDay }: WeekTableProps) {
  const text = useText();
  const table = useRef<HTMLTableElement>(null);
  const rows = groups.flatMap((group) => group.rows);
  const [place, setPlace] = useState<CellPlace>({ row: 0, column: Math.max(0, week.days.indexOf(day)) });
  const [typed, setTyped] = useState<string | null>(null);
  const focus = { row: Math.min(place.row, Math.max(0, rows.length - 1)), column: place.column };

  const goTo = (next: CellPlace) => {
    setTyped(null);
    setPlace(next);
    onDay(week.days[next.column] ?? day);
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus());
  };
  const details = (row: GridRow) => {
    const ids = row.cells[focus.column]?.entryIds ?? [];
    if (ids.length > 0) useTime.setState({ shown: { title: targetTitle(row.names), ids } });
  };
  const edit = (row: GridRow, begin: string | null) => {
    const cell = row.cells[focus.column];
    if (!cell) return;
    if (cell.lock !== '') showToast({ text: errorText(text, 'TIME_LOCKED') });
    else if (cell.isRunning) showToast({ text: text('time.cell.running') });
    else if (cell.entryIds.length > 1) details(row);
    else setTyped(begin ?? (cell.ms > 0 ? formatHours(cell.ms) : ''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[focus.row];
    if (!row || typed !== null || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(event.key, focus, rows.length);
    if (next) goTo(next);
    else if (event.key === 'Enter' || event.key === 'F2') edit(row, null);
    else if (/^[\d:]$/.test(event.key)) edit(row, event.key);
    else if (event.key === 'd' || event.key === 'D') details(row);
    else if (event.key === 'Delete' || event.key === 'Backspace') void save(row, focus.column, 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const save = async (row: GridRow, column: number, minutes: number) => {
    const cell = row.cells[column];
    const date = week.days[column];
    if (!cell || date === undefined || Math.round(cell.ms / 60_000) === minutes) return;
    await setCell(
      week.personId,
      row.target,
      date,
      minutes,
      `${targetTitle(row.names) || text('time.noTarget')}, ${weekdayName(date)}`,
    );
  };

  return (
    <div className={styles.scroll}>
      <GridTable
        ref={table}
        role="grid"
        aria-label={text('time.week.table')}
        className={styles.table}
        onKeyDown={onKeyDown}
      >
        <WeekHead week={week} day={day} />
        {groups.map((group) => (
          <tbody key={group.projectId ?? 0}>
            <GroupRow group={group} week={week} day={day} />
            {group.rows.map((row) => {
              const index = rows.indexOf(row);
              return (
                <tr key={row.key} className={styles.row}>
                  <RowHead row={row} />
                  {row.cells.map((cell, column) => (
                    <WeekCell
                      key={week.days[column]}
                      cell={cell}
                      name={text('time.cell.name', {
                        name: targetTitle(row.names) || text('time.noTarget'),
                        day: weekdayName(week.days[column] ?? ''),
                      })}
                      isToday={week.days[column] === week.today}
                      isShown={week.days[column] === day}
                      isFocused={focus.row === index && focus.column === column}
                      typed={focus.row === index && focus.column === column ? typed : null}
                      onFocus={() => {
                        if (place.row !== index || place.column !== column) {
                          setTyped(null);
                          setPlace({ row: index, column });
                        }
                        onDay(week.days[column] ?? day);
                      }}
                      onEdit={() => edit(row, null)}
                      onDone={(minutes, step) => {
                        if (minutes !== null) void save(row, column, minutes);
                        goTo({
                          row: Math.min(rows.length - 1, index + step.row),
                          column: Math.min(6, Math.max(0, column + step.column)),
                        });
                      }}
                      onLeave={(minutes) => {
                        setTyped(null);
                        if (minutes !== null) void save(row, column, minutes);
                      }}
                    />
                  ))}
                  <td className={styles.total}>{formatHours(row.totalMs)}</td>
                  <td />
                </tr>
              );
            })}
          </tbody>
        ))}
        <tbody>
          <tr className={styles.row}>
            <td colSpan={10} className={styles.add}>
              <Button
                kind="ghost"
                size="small"
                icon={<Plus size={14} />}
                onPress={() => useTime.setState({ picking: 'row' })}
              >
                {text('time.addRow')}
              </Button>
            </td>
          </tr>
        </tbody>
        <TotalRow week={week} day={day} />
      </GridTable>
    </div>
  );
}

function WeekHead({ week, day }: { week: TimeWeek; day: string }) {
  const text = useText();
  return (
    <thead>
      <tr className={styles.head}>
        <th scope="col" className={styles.name}>
          {text('time.week.task')}
        </th>
        {week.days.map((each) => (
          <th
            key={each}
            scope="col"
            className={styles.day}
            data-today={each === week.today}
            data-shown={each === day}
            {...(each === week.today ? { 'aria-current': 'date' as const } : {})}
          >
            {shortDay(each)}
          </th>
        ))}
        <th scope="col" className={styles.total}>
          {text('time.week.total')}
        </th>
        <th scope="col" className={styles.budget}>
          {text('time.week.budget')}
        </th>
      </tr>
    </thead>
  );
}

function GroupRow({ group, week, day }: { group: GridGroup; week: TimeWeek; day: string }) {
  const text = useText();
  const { names, isBillable, rateMinor, currency } = group;
  const parts = [
    names.pack && text('time.week.pack'),
    names.client,
    isBillable
      ? rateMinor !== null && text('time.week.rate', { amount: formatMoney(rateMinor, currency), currency })
      : group.projectId !== null && text('time.week.notBillable'),
  ].filter((part) => typeof part === 'string' && part !== '');
  return (
    <tr className={styles.group}>
      <th scope="rowgroup" className={styles.name}>
        <span className={styles.mark} style={{ background: projectTone(names.colour, group.projectId) }} />
        <span className={styles.title}>{names.project || text('time.noProject')}</span>
        <span className={styles.detail}>{parts.join(', ')}</span>
      </th>
      {group.totals.map((ms, index) => (
        <td
          key={week.days[index]}
          className={styles.sum}
          data-today={week.days[index] === week.today}
          data-shown={week.days[index] === day}
        >
          {ms > 0 ? formatHours(ms) : ''}
        </td>
      ))}
      <td className={styles.total}>{formatHours(group.totalMs)}</td>
      <td className={styles.budget}>{group.budget && <WeekBudget name={names.project} budget={group.budget} />}</td>
    </tr>
  );
}

function RowHead({ row }: { row: GridRow }) {
  const text = useText();
  const { names } = row;
  const ids = [...new Set(row.cells.flatMap(({ entryIds }) => entryIds))];
  const title = names.song || names.task || text('time.generally');
  const detail = names.song === '' ? '' : names.task || names.step;
  return (
    <th scope="row" className={styles.name}>
      <button
        type="button"
        className={styles.indent}
        disabled={ids.length === 0}
        aria-label={text('time.week.details', { name: detail === '' ? title : `${title}, ${detail}` })}
        onClick={() => useTime.setState({ shown: { title: targetTitle(names), ids } })}
      >
        {title}
      </button>
      <span className={styles.detail}>{detail}</span>
    </th>
  );
}

function TotalRow({ week, day }: { week: TimeWeek; day: string }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <tfoot>
      <tr className={styles.totals}>
        <th scope="row" className={styles.name}>
          {text('time.week.totals', { hours: formatHours(week.billableMs) })}
        </th>
        {week.totals.map((ms, index) => (
          <td
            key={week.days[index]}
            className={styles.sum}
            data-today={week.days[index] === week.today}
            data-shown={week.days[index] === day}
          >
            {ms > 0 ? formatHours(ms) : ''}
          </td>
        ))}
        <td className={styles.total}>{formatHours(week.totalMs)}</td>
        <td className={styles.target}>
          <Button kind="ghost" size="small" onPress={() => setOpen(true)}>
            {week.targetMinutes === null
              ? text('time.hours.set')
              : text('time.week.of', { hours: formatHours(week.targetMinutes * 60_000) })}
          </Button>
          {isOpen && <HoursDialog minutes={week.targetMinutes} onClose={() => setOpen(false)} />}
        </td>
      </tr>
    </tfoot>
  );
}

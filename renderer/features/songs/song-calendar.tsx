import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Button as TextButton } from '../../ui/index.ts';
import { monthDays, monthOf, shiftMonth } from './month-days.ts';
import { packColour } from './pack-tag.tsx';
import styles from './song-calendar.module.css';
import { useSongFilter, useSongRow } from './song-data.ts';
import { selectSongs, useSongs } from './songs.store.ts';

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** Songs on the days of their deadlines, a month at a time. */
export function SongCalendar() {
  const text = useText();
  const filter = useSongFilter();
  const { data: workspace } = useCall('workspace.get');
  const weekStart = workspace?.weekStart ?? 1;
  const today = localToday();
  const [month, setMonth] = useState(() => monthOf(today));
  const weeks = monthDays(month, weekStart);
  const first = weeks[0]?.[0] ?? month;
  const last = weeks.at(-1)?.at(-1) ?? month;
  const { data = [] } = useCall('songs.calendar', { ...filter, from: first, to: last }, { keepsPrevious: true });
  const idsOf = new Map(data.map(({ day, ids }) => [day, ids]));
  return (
    <section className={styles.calendar} aria-label={text('songs.layout.calendar')}>
      <header className={styles.head}>
        <IconButton label={text('songs.monthBefore')} onPress={() => setMonth(shiftMonth(month, -1))}>
          <ChevronLeft size={16} />
        </IconButton>
        <h2 aria-live="polite">{monthName.format(at(`${month}-01`))}</h2>
        <IconButton label={text('songs.monthAfter')} onPress={() => setMonth(shiftMonth(month, 1))}>
          <ChevronRight size={16} />
        </IconButton>
        <TextButton size="small" onPress={() => setMonth(monthOf(today))}>
          {text('songs.today')}
        </TextButton>
      </header>
      <table className={styles.month}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                {weekday.format(at(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} data-other={monthOf(day) !== month || undefined} data-today={day === today || undefined}>
                  <span className={styles.day}>
                    <span className={styles.unseen}>{longDay.format(at(day))}</span>
                    <span aria-hidden="true">{Number(day.slice(8))}</span>
                  </span>
                  <ul className={styles.songs}>
                    {(idsOf.get(day) ?? []).map((id) => (
                      <DayEntry key={id} id={id} />
                    ))}
                  </ul>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DayEntry({ id }: { id: SongId }) {
  const song = useSongRow(id);
  const isSelected = useSongs((state) => state.selected.has(id));
  if (!song) return <li className={styles.waiting} />;
  return (
    <li>
      <Button
        className={styles.song ?? ''}
        aria-pressed={isSelected}
        data-status={song.status}
        data-late={song.isLate || undefined}
        style={{ '--pack': packColour(song.packName, song.packColour) } as React.CSSProperties}
        onPress={() => {
          selectSongs([id]);
          void updateSettings({ isInspectorOpen: true });
        }}
      >
        {song.title}
      </Button>
    </li>
  );
}

/** The day it is here, as a calendar says it. */
function localToday(): string {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}

import { Pencil, Play, Trash2 } from 'lucide-react';
import type { TimeEntry } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Dialog, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './details-dialog.module.css';
import { continueEntry, entryTitle, removeEntries } from './time.actions.ts';
import { closeDialogs, openEntry, useTime } from './time.store.ts';
import { clockOf, clockTime, shortDay } from './time-values.ts';

/** The entries behind a figure, one by one. */
export function DetailsDialog() {
  const text = useText();
  const shown = useTime((state) => state.shown);
  const { data: entries = [] } = useCall(
    'time.getEntries',
    { ids: [...(shown?.ids ?? [])] },
    { enabled: shown !== null },
  );
  if (!shown) return null;
  return (
    <Dialog title={shown.title || text('time.noTarget')} isOpen onClose={closeDialogs}>
      {entries.length > 1 && <p className={styles.hint}>{text('time.details.several', { count: entries.length })}</p>}
      <ul className={styles.list}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {entries.length === 0 && <p>{text('time.details.none')}</p>}
    </Dialog>
  );
}

function EntryLine({ entry }: { entry: TimeEntry }) {
  const text = useText();
  const { startAt, endAt, timeZone: zone, note, tags, activity, isBillable, lock } = entry;
  const day = new Date(clockOf(zone).localTime(startAt)).toISOString().slice(0, 10);
  const times = `${shortDay(day)}, ${clockTime(startAt, zone)}–${endAt === null ? text('time.now') : clockTime(endAt, zone)}`;
  const facts = [
    note,
    activity,
    ...tags,
    isBillable && text('time.billable'),
    lock !== '' && text(`time.lock.${lock}`),
  ];
  const name = `${entryTitle(entry)}, ${times}`;
  return (
    <li className={styles.entry}>
      <span className={styles.times}>{times}</span>
      <span className={styles.facts}>{facts.filter(Boolean).join(' · ')}</span>
      <span className={styles.length}>{endAt === null ? '' : formatHours(endAt - startAt - entry.breakMs)}</span>
      <IconButton size="small" label={text('time.details.edit', { name })} onPress={() => openEntry(entry)}>
        <Pencil size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('time.details.continue', { name })}
        onPress={() => {
          closeDialogs();
          void attempt(() => continueEntry(entry));
        }}
      >
        <Play size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('time.details.remove', { name })}
        isDisabled={lock !== ''}
        onPress={() => void attempt(() => removeEntries([entry]))}
      >
        <Trash2 size={14} />
      </IconButton>
    </li>
  );
}

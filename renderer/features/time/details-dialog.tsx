import { Pencil, Play, Star, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TimeEntry } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './details-dialog.module.css';
import { TargetList } from './target-list.tsx';
import { continueEntry, editMany, entryTitle, removeEntries, setFavourite } from './time.actions.ts';
import { closeDialogs, openEntry, useTime } from './time.store.ts';
import { clockOf, clockTime, shortDay, targetKey } from './time-values.ts';

/** The entries behind a figure, one by one, and what can be done with all of them. */
export function DetailsDialog() {
  const text = useText();
  const shown = useTime((state) => state.shown);
  const ids = [...(shown?.ids ?? [])];
  const { data: entries = [] } = useCall('time.getEntries', { ids }, { enabled: shown !== null });
  if (!shown) return null;
  return (
    <Dialog title={shown.title || text('time.noTarget')} isOpen onClose={closeDialogs}>
      {entries.length > 1 && <p className={styles.hint}>{text('time.details.several', { count: entries.length })}</p>}
      <ul className={styles.list}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {entries.length === 0 ? <p>{text('time.details.none')}</p> : <ForAll entries={entries} />}
    </Dialog>
  );
}

/** Moves all of them, bills them or not, gives them a tag, and keeps what they are about at hand. */
function ForAll({ entries }: { entries: readonly TimeEntry[] }) {
  const text = useText();
  const [isMoving, setMoving] = useState(false);
  const [tag, setTag] = useState('');
  const [first] = entries as [TimeEntry];
  const { data: targets } = useCall('time.targets', { limit: 100 });
  const isFavourite = targets?.some((each) => each.isFavourite && targetKey(each) === targetKey(first)) ?? false;
  const isBillable = entries.every((entry) => entry.isBillable);
  const free = entries.filter(({ lock }) => lock === '');
  const change = (input: Parameters<typeof editMany>[1]) => void attempt(() => editMany(free, input));
  return (
    <div className={styles.all}>
      <div className={styles.actions}>
        <Button
          size="small"
          aria-expanded={isMoving}
          isDisabled={free.length === 0}
          onPress={() => setMoving(!isMoving)}
        >
          {text('time.details.move')}
        </Button>
        <Button
          size="small"
          isDisabled={free.length === 0}
          onPress={() => change({ facts: { isBillable: !isBillable } })}
        >
          {text(isBillable ? 'time.details.notBillable' : 'time.details.billable')}
        </Button>
        <Button
          size="small"
          icon={<Star size={14} fill={isFavourite ? 'currentColor' : 'none'} />}
          onPress={() => void attempt(() => setFavourite(first, !isFavourite))}
        >
          {text(isFavourite ? 'time.details.unfavourite' : 'time.details.favourite')}
        </Button>
        <form
          className={styles.tag}
          onSubmit={(event) => {
            event.preventDefault();
            if (tag.trim() !== '') change({ facts: {}, addTags: [tag.trim()] });
            setTag('');
          }}
        >
          <Field
            label={text('time.details.tag')}
            isLabelHidden
            placeholder={text('time.details.tag')}
            value={tag}
            onChange={setTag}
            maxLength={60}
          />
        </form>
      </div>
      {isMoving && (
        <TargetList
          label={text('time.pick.label')}
          isFocused
          onChoose={({ projectId, taskId, songId, stepKey }) => {
            closeDialogs();
            change({ facts: { projectId, taskId, songId, stepKey } });
          }}
        />
      )}
    </div>
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

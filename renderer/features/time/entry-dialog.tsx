import { useState } from 'react';
import { activities, type TimeEntry } from '#shared/contract/time.ts';
import { formatHours, formatLocalTime, parseLocalTime } from '#shared/time/duration.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './entry-dialog.module.css';
import { type FoundTarget, TargetList } from './target-list.tsx';
import { addEntry, continueEntry, editEntry, removeEntries, windowZone } from './time.actions.ts';
import { closeDialogs, type EntryDraft, useTime } from './time.store.ts';
import { clockOf, targetTitle } from './time-values.ts';

/** A new entry, or one that is there, with its times, what it is about, and a note. */
export function EntryDialog() {
  const draft = useTime((state) => state.draft);
  if (!draft) return null;
  return draft.id === null ? <EntryForm draft={draft} entry={null} /> : <LoadedForm draft={draft} />;
}

function LoadedForm({ draft }: { draft: EntryDraft }) {
  const { data } = useCall('time.getEntries', { ids: draft.id === null ? [] : [draft.id] });
  const [entry] = data ?? [];
  return entry ? <EntryForm key={entry.id} draft={draft} entry={entry} /> : null;
}

function EntryForm({ draft, entry }: { draft: EntryDraft; entry: TimeEntry | null }) {
  const text = useText();
  const zone = entry?.timeZone ?? windowZone;
  const clock = clockOf(zone);
  const local = (moment: number) => formatLocalTime(clock.localTime(moment));
  const [start, setStart] = useState(local(entry?.startAt ?? draft.from));
  const [end, setEnd] = useState(local(entry?.endAt ?? draft.to ?? draft.from));
  const [pause, setPause] = useState(String(Math.round((entry?.breakMs ?? 0) / 60_000)));
  const [target, setTarget] = useState<FoundTarget | null>(null);
  const [isPicking, setPicking] = useState(entry === null);
  const [note, setNote] = useState(entry?.note ?? '');
  const [tags, setTags] = useState(entry?.tags.join(', ') ?? '');
  const [activity, setActivity] = useState(entry?.activity ?? '');
  const [billable, setBillable] = useState<boolean | null>(entry?.isBillable ?? null);
  const [error, setError] = useState<string | null>(null);
  const isRunning = entry !== null && entry.endAt === null;
  const isLocked = entry !== null && entry.lock !== '';

  const save = async () => {
    const facts = {
      ...(target ? pickTarget(target) : {}),
      note: note.trim(),
      tags: tagsOf(tags),
      activity,
      ...(billable === null ? {} : { isBillable: billable }),
    };
    const times = { start, end: isRunning ? local(Date.now() + 60_000) : end, timeZone: zone };
    const breakMinutes = Math.max(0, Math.round(Number(pause)) || 0);
    try {
      if (!entry) await addEntry({ ...facts, times, breakMinutes });
      else {
        const isMoved = start !== local(entry.startAt) || (!isRunning && end !== local(entry.endAt ?? 0));
        await editEntry(entry, { facts, breakMinutes, ...(isMoved ? { times } : {}) });
      }
      closeDialogs();
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  const names = target?.names ?? entry?.names;
  return (
    <Dialog
      title={text(entry ? 'time.entry.edit' : 'time.entry.add')}
      isOpen
      onClose={closeDialogs}
      footer={
        <>
          {entry && !isLocked && (
            <Button
              onPress={() => {
                closeDialogs();
                void attempt(() => removeEntries([entry]));
              }}
            >
              {text('time.entry.remove')}
            </Button>
          )}
          {entry && !isRunning && (
            <Button
              onPress={() => {
                closeDialogs();
                void attempt(() => continueEntry(entry));
              }}
            >
              {text('time.entry.continue')}
            </Button>
          )}
          <Button kind="primary" isDisabled={isLocked} onPress={() => void save()}>
            {text('time.entry.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {isLocked && <p>{errorText(text, 'TIME_LOCKED')}</p>}
        <div className={styles.target}>
          <span className={styles.label}>{text('time.entry.target')}</span>
          <Button onPress={() => setPicking(!isPicking)}>
            {names ? targetTitle(names) || text('time.noTarget') : text('time.noTarget')}
          </Button>
          {names && names.project !== '' && <span className={styles.project}>{names.project}</span>}
        </div>
        {isPicking && (
          <TargetList
            label={text('time.pick.label')}
            isFocused
            onChoose={(chosen) => {
              setTarget(chosen);
              setPicking(false);
              if (billable === null || entry === null) setBillable(chosen.isBillable);
            }}
          />
        )}
        <div className={styles.row}>
          <TimeField label={text('time.entry.start')} value={start} onChange={setStart} />
          {!isRunning && <TimeField label={text('time.entry.end')} value={end} onChange={setEnd} />}
          <Field label={text('time.entry.break')} value={pause} onChange={setPause} inputMode="numeric" maxLength={4} />
          <span className={styles.length}>{isRunning ? '' : lengthOf(start, end, Number(pause) || 0)}</span>
        </div>
        <p className={styles.zone}>{text('time.entry.zone', { zone })}</p>
        <Field label={text('time.note')} value={note} onChange={setNote} maxLength={2000} />
        <div className={styles.row}>
          <Field label={text('time.entry.tags')} value={tags} onChange={setTags} maxLength={500} />
          <Select
            label={text('time.entry.activity')}
            value={activity}
            options={activityOptions(activity, text)}
            onChange={setActivity}
          />
        </div>
        <Switch isSelected={billable ?? false} onChange={setBillable}>
          {text('time.billable')}
        </Switch>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className={styles.time}>
      <span className={styles.label}>{label}</span>
      <input
        type="datetime-local"
        className={styles.input}
        value={value}
        step={60}
        required
        onChange={({ target }) => onChange(target.value.slice(0, 16))}
      />
    </label>
  );
}

function pickTarget({ projectId, taskId, songId, stepKey }: FoundTarget) {
  return { projectId, taskId, songId, stepKey };
}

function tagsOf(typed: string): string[] {
  return [...new Set(typed.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** How long it is by the clock on the wall; what clocks skip is said after saving. */
function lengthOf(start: string, end: string, pause: number): string {
  const [from, to] = [parseLocalTime(start), parseLocalTime(end)];
  return from === null || to === null || to <= from ? '–' : formatHours(to - from - pause * 60_000);
}

function activityOptions(current: string, text: ReturnType<typeof useText>) {
  const known = activities.map((each) => ({ value: each as string, text: text(`time.activity.${each}`) }));
  const own = current === '' || known.some(({ value }) => value === current) ? [] : [{ value: current, text: current }];
  return [{ value: '', text: text('time.activity.none') }, ...known, ...own];
}

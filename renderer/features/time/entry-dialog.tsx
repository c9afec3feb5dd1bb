import { useState } from 'react';
import { activities, type TimeEntry, type TimeNames } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './entry-dialog.module.css';
import { type FoundTarget, TargetList } from './target-list.tsx';
import { addEntry, continueEntry, editEntry, removeEntries } from './time.actions.ts';
import { closeDialogs, type EntryDraft, useTime } from './time.store.ts';
import { targetTitle } from './time-values.ts';
import { goesOver, localTimes, type TypedTimes, timesOf, typedLength } from './typed-times.ts';

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
  const zone = entry?.timeZone ?? draft.zone;
  const [times, setTimes] = useState(() => timesOf(entry?.startAt ?? draft.from, entry ? entry.endAt : draft.to, zone));
  const [pause, setPause] = useState(String(Math.round((entry?.breakMs ?? 0) / 60_000)));
  const [target, setTarget] = useState<FoundTarget | null>(null);
  const [note, setNote] = useState(entry?.note ?? '');
  const [tags, setTags] = useState(entry?.tags.join(', ') ?? '');
  const [activity, setActivity] = useState(entry?.activity ?? '');
  const [billable, setBillable] = useState<boolean | null>(entry?.isBillable ?? null);
  const [error, setError] = useState<string | null>(null);
  const isLocked = entry !== null && entry.lock !== '';

  const save = async () => {
    const local = localTimes(times, zone);
    if (!local) {
      setError(text('time.entry.wrongTimes'));
      return;
    }
    const facts = {
      ...(target ? pickTarget(target) : {}),
      ...{ note: note.trim(), tags: tagsOf(tags), activity },
      ...(billable === null ? {} : { isBillable: billable }),
    };
    const breakMinutes = Math.max(0, Math.round(Number(pause)) || 0);
    try {
      if (!entry)
        await addEntry({
          ...facts,
          ...(draft.personId === null ? {} : { personId: draft.personId }),
          times: local,
          breakMinutes,
        });
      else {
        const isMoved = JSON.stringify(times) !== JSON.stringify(timesOf(entry.startAt, entry.endAt, zone));
        await editEntry(entry, { facts, breakMinutes, ...(isMoved ? { times: local } : {}) });
      }
      closeDialogs();
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  return (
    <Dialog
      title={text(entry ? 'time.entry.edit' : 'time.entry.add')}
      isOpen
      onClose={closeDialogs}
      footer={
        <>
          {entry && <EntryActions entry={entry} />}
          <Button kind="primary" isDisabled={isLocked} onPress={() => void save()}>
            {text('time.entry.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {isLocked && <p>{errorText(text, 'TIME_LOCKED')}</p>}
        <TargetField
          names={target?.names ?? entry?.names ?? null}
          isNew={entry === null}
          onChoose={(chosen) => {
            setTarget(chosen);
            setBillable(chosen.isBillable);
          }}
        />
        <TimesFields times={times} pause={pause} onChange={setTimes} onPause={setPause} />
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

function EntryActions({ entry }: { entry: TimeEntry }) {
  const text = useText();
  const after = (work: () => Promise<void>) => {
    closeDialogs();
    void attempt(work);
  };
  return (
    <>
      {entry.lock === '' && (
        <Button onPress={() => after(() => removeEntries([entry]))}>{text('time.entry.remove')}</Button>
      )}
      {entry.endAt !== null && (
        <Button onPress={() => after(() => continueEntry(entry))}>{text('time.entry.continue')}</Button>
      )}
    </>
  );
}

type TargetFieldProps = { names: TimeNames | null; isNew: boolean; onChoose: (target: FoundTarget) => void };

function TargetField({ names, isNew, onChoose }: TargetFieldProps) {
  const text = useText();
  const [isPicking, setPicking] = useState(isNew);
  const title = (names && targetTitle(names)) || text('time.noTarget');
  return (
    <>
      <div className={styles.target}>
        <span className={styles.label}>{text('time.entry.target')}</span>
        <Button aria-expanded={isPicking} onPress={() => setPicking(!isPicking)}>
          {title}
        </Button>
        {names && names.project !== '' && names.project !== title && (
          <span className={styles.project}>{names.project}</span>
        )}
      </div>
      {isPicking && (
        <TargetList
          label={text('time.pick.label')}
          isFocused
          onChoose={(chosen) => {
            onChoose(chosen);
            setPicking(false);
          }}
        />
      )}
    </>
  );
}

type TimesFieldsProps = {
  times: TypedTimes;
  pause: string;
  onChange: (times: TypedTimes) => void;
  onPause: (pause: string) => void;
};

function TimesFields({ times, pause, onChange, onPause }: TimesFieldsProps) {
  const text = useText();
  const length = typedLength(times, Number(pause) || 0);
  return (
    <div className={styles.row}>
      <label className={styles.day}>
        <span className={styles.label}>{text('time.entry.day')}</span>
        <input
          type="date"
          className={styles.input}
          value={times.day}
          required
          onChange={({ target }) => onChange({ ...times, day: target.value })}
        />
      </label>
      <Field
        label={text('time.entry.start')}
        value={times.start}
        maxLength={8}
        onChange={(start) => onChange({ ...times, start })}
      />
      {times.end !== null && (
        <Field
          label={text(goesOver(times) ? 'time.entry.endNextDay' : 'time.entry.end')}
          value={times.end}
          maxLength={8}
          onChange={(end) => onChange({ ...times, end })}
        />
      )}
      <Field label={text('time.entry.break')} value={pause} onChange={onPause} inputMode="numeric" maxLength={4} />
      <span className={styles.length}>{times.end === null ? '' : length === null ? '–' : formatHours(length)}</span>
    </div>
  );
}

function pickTarget({ projectId, taskId, songId, stepKey }: FoundTarget) {
  return { projectId, taskId, songId, stepKey };
}

function tagsOf(typed: string): string[] {
  return [...new Set(typed.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

function activityOptions(current: string, text: ReturnType<typeof useText>) {
  const known = activities.map((each) => ({ value: each as string, text: text(`time.activity.${each}`) }));
  const own = current === '' || known.some(({ value }) => value === current) ? [] : [{ value: current, text: current }];
  return [{ value: '', text: text('time.activity.none') }, ...known, ...own];
}

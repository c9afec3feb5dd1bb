import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button as RacButton } from 'react-aria-components';
import type { Song, SongStep } from '#shared/contract/songs.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Face, Menu, MenuItem, MenuSection, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatHours, formatSongDay } from './format-day.ts';
import styles from './song-pane.module.css';
import { completeSongs, editStep, tickSteps } from './songs.actions.ts';
import { openSongDialog } from './songs.store.ts';
import { StepTimer } from './step-timer.tsx';

/** The steps of a song in order: done or not, what was spent on each, and whose it is. */
export function StepList({ song }: { song: Song }) {
  const text = useText();
  const steps = song.stepList.filter(({ isEnabled }) => isEnabled);
  const done = steps.filter(({ isDone }) => isDone).length;
  const current = song.status === 'inProgress' ? song.nextStep : '';
  if (song.stepList.length === 0) {
    return (
      <section className={styles.section} aria-labelledby="song-steps">
        <h3 id="song-steps">{text('songs.steps')}</h3>
        <p className={styles.quiet}>{text('songs.noSteps')}</p>
      </section>
    );
  }
  return (
    <section className={styles.section} aria-labelledby="song-steps">
      <div className={styles.line}>
        <h3 id="song-steps">{text('songs.steps')}</h3>
        <span>{text('songs.stepsTime', { done, count: steps.length, time: formatHours(song.spentMs) })}</span>
      </div>
      <ul className={styles.steps}>
        {steps.map((step) => (
          <Step key={step.key} song={song} step={step} isCurrent={step.name === current} />
        ))}
      </ul>
      {song.canEdit && (
        <div className={styles.actions}>
          {done < steps.length && (
            <Button kind="link" size="small" onPress={() => void attempt(() => completeSongs([song.id]))}>
              {text('songs.completeAll')}
            </Button>
          )}
          <Button kind="link" size="small" onPress={() => openSongDialog({ kind: 'steps', id: song.id })}>
            {text('songs.editSteps')}
          </Button>
        </div>
      )}
      <StepTimer song={song} />
    </section>
  );
}

function Step({ song, step, isCurrent }: { song: Song; step: SongStep; isCurrent: boolean }) {
  const text = useText();
  const waitsFor = song.stepList.find(({ key, isDone }) => key === step.after && !isDone);
  const facts = [
    waitsFor ? text('songs.after', { step: waitsFor.name }) : '',
    step.due !== '' && !step.isDone ? formatSongDay(step.due) : '',
  ].filter(Boolean);
  return (
    <li className={styles.step} data-done={step.isDone || undefined} data-current={isCurrent || undefined}>
      <Checkbox
        isSelected={step.isDone}
        onChange={(isDone) => void attempt(() => tickSteps([song.id], [step.key], isDone))}
      >
        <span className={styles.stepName}>{step.name}</span>
      </Checkbox>
      <span className={styles.stepFacts}>{facts.join(', ')}</span>
      <span className={styles.spent}>{step.spentMs > 0 ? formatHours(step.spentMs) : ''}</span>
      <StepMenu song={song} step={step} />
    </li>
  );
}

/** Who does a step, when it is due, and what it waits for; the button shows who. */
function StepMenu({ song, step }: { song: Song; step: SongStep }) {
  const text = useText();
  const [isDue, setDue] = useState(false);
  const { data: people = [] } = useCall('people.all');
  const label = step.assignee
    ? text('songs.stepOf', { step: step.name, name: step.assignee.name })
    : text('songs.stepOfNobody', { step: step.name });
  const here = people.filter(({ isRemoved, mergedInto }) => !isRemoved && mergedInto === null);
  return (
    <>
      <Menu
        label={label}
        placement="bottom end"
        trigger={
          <RacButton className={styles.assignee ?? ''} aria-label={label} isDisabled={!song.canEdit}>
            <span aria-hidden="true">
              {step.assignee ? <Face name={step.assignee.name} size="small" /> : <Plus size={12} />}
            </span>
          </RacButton>
        }
      >
        <MenuItem text={text('songs.setDue')} note={step.due} onAction={() => setDue(true)} />
        <MenuSection
          title={text('songs.waitsFor')}
          selectionMode="single"
          selectedKeys={[step.after || 'none']}
          onSelectionChange={(keys) => {
            const [key = 'none'] = keys;
            void attempt(() => editStep(song.id, step.key, { after: key === 'none' ? '' : key }));
          }}
        >
          <MenuItem id="none" text={text('songs.waitsForNothing')} />
          {song.stepList
            .filter(({ key, isEnabled }) => key !== step.key && isEnabled)
            .map(({ key, name }) => (
              <MenuItem key={key} id={key} text={name} />
            ))}
        </MenuSection>
        <MenuSeparator />
        <MenuSection
          title={text('songs.assignee')}
          selectionMode="single"
          selectedKeys={[String(step.assignee?.id ?? 'none')]}
          onSelectionChange={(keys) => {
            const [key = 'none'] = keys;
            const person = here.find(({ id }) => String(id) === key);
            void attempt(() => editStep(song.id, step.key, { assigneeId: person?.id ?? null }));
          }}
        >
          <MenuItem id="none" text={text('songs.nobody')} />
          {here.map(({ id, name }) => (
            <MenuItem key={id} id={String(id)} text={name} />
          ))}
        </MenuSection>
      </Menu>
      {isDue && <DueField song={song} step={step} onClose={() => setDue(false)} />}
    </>
  );
}

function DueField({ song, step, onClose }: { song: Song; step: SongStep; onClose: () => void }) {
  const text = useText();
  return (
    <input
      type="date"
      className={styles.dueField}
      aria-label={text('songs.dueOf', { step: step.name })}
      // The menu closes into it.
      ref={(field) => field?.focus()}
      defaultValue={step.due}
      onBlur={({ target }) => {
        onClose();
        if (target.value !== step.due) void attempt(() => editStep(song.id, step.key, { due: target.value }));
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') currentTarget.blur();
        if (key === 'Escape') onClose();
      }}
    />
  );
}

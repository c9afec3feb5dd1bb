import { useState } from 'react';
import type { SetPlan } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import { formatTime } from '../tracks/index.ts';
import { readClock } from './chart-layout.ts';
import styles from './set-view.module.css';
import { changePlan } from './sets.actions.ts';

const minute = 60_000;
const usualMinutes = 120;
const usualTracks = 24;
const units = ['asIs', 'minutes', 'tracks'] as const;
type Unit = (typeof units)[number];

/** What the set is taken from, how long it is, how often an artist may come, and when it begins. */
export function SetOptions({ plan }: { plan: SetPlan }) {
  const text = useText();
  const isLibrary = plan.takesFrom === 'library';
  return (
    <div className={styles.options}>
      <Select
        label={text('sets.from')}
        value={plan.takesFrom}
        options={(['library', 'playlist'] as const).map((value) => ({ value, text: text(`sets.from.${value}`) }))}
        onChange={(takesFrom) => changePlan({ takesFrom })}
      />
      {isLibrary && (
        <Field
          label={text('sets.query')}
          hint={text('sets.queryHint')}
          value={plan.from}
          onChange={(from) => changePlan({ from })}
          spellCheck="false"
        />
      )}
      {isLibrary && <Length plan={plan} />}
      <NumberField
        label={text('sets.spacing')}
        hint={text('sets.spacingHint')}
        value={plan.artistSpacing}
        low={0}
        high={100}
        onChange={(artistSpacing) => changePlan({ artistSpacing })}
      />
      <ClockField startsAt={plan.startsAt} />
    </div>
  );
}

function Length({ plan }: { plan: SetPlan }) {
  const text = useText();
  const unit: Unit = plan.trackCount !== null ? 'tracks' : plan.durationMs !== null ? 'minutes' : 'asIs';
  const choose = (chosen: Unit) =>
    changePlan({
      durationMs: chosen === 'minutes' ? (plan.durationMs ?? usualMinutes * minute) : null,
      trackCount: chosen === 'tracks' ? (plan.trackCount ?? usualTracks) : null,
    });
  return (
    <>
      <Select
        label={text('sets.length')}
        value={unit}
        options={units.map((value) => ({ value, text: text(`sets.length.${value}`) }))}
        onChange={choose}
      />
      {unit === 'minutes' && (
        <NumberField
          key={unit}
          label={text('sets.minutes')}
          hint={text('sets.minutesHint')}
          value={Math.round((plan.durationMs ?? 0) / minute)}
          low={10}
          high={1440}
          onChange={(minutes) => changePlan({ durationMs: minutes * minute })}
        />
      )}
      {unit === 'tracks' && (
        <NumberField
          key={unit}
          label={text('sets.tracks')}
          hint={text('sets.tracksHint')}
          value={plan.trackCount ?? usualTracks}
          low={2}
          high={500}
          onChange={(trackCount) => changePlan({ trackCount })}
        />
      )}
    </>
  );
}

type NumberFieldProps = {
  label: string;
  hint: string;
  value: number;
  low: number;
  high: number;
  onChange: (value: number) => void;
};

/** A whole number within limits; what is outside of them is not taken, and says so. */
function NumberField({ label, hint, value, low, high, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  const isRight = (figure: string) => /^\d+$/.test(figure.trim()) && Number(figure) >= low && Number(figure) <= high;
  return (
    <Field
      label={label}
      hint={hint}
      inputMode="numeric"
      value={typed}
      error={isRight(typed) ? null : hint}
      onChange={(figure) => {
        setTyped(figure);
        if (isRight(figure)) onChange(Number(figure));
      }}
    />
  );
}

function ClockField({ startsAt }: { startsAt: number | null }) {
  const text = useText();
  const [typed, setTyped] = useState(startsAt === null ? '' : formatTime(startsAt));
  const read = readClock(typed, Date.now());
  return (
    <Field
      label={text('sets.starts')}
      hint={text('sets.startsHint')}
      value={typed}
      error={read === undefined ? text('sets.startsHint') : null}
      onChange={(figure) => {
        setTyped(figure);
        const at = readClock(figure, Date.now());
        if (at !== undefined) changePlan({ startsAt: at });
      }}
    />
  );
}

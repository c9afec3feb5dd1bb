import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger } from 'react-aria-components';
import type { SetPlan } from '#shared/contract/playlists.ts';
import { curveShapes } from '#shared/energy-curve.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, IconButton, Popover, Segmented, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { readTempo } from './chart-layout.ts';
import { SetOptions } from './set-options.tsx';
import styles from './set-view.module.css';
import { changePlan, keepPlan } from './sets.actions.ts';

const shapes = ['warmUp', 'buildPeakRelease', 'plateau', 'own'] as const;

/** What the set shall be: its shape, its tempo, whether keys come first, and the rest in a popover. */
export function SetToolbar({ plan }: { plan: SetPlan }) {
  const text = useText();
  return (
    <div className={styles.toolbar}>
      <span className={styles.label} aria-hidden="true">
        {text('sets.shape')}
      </span>
      <Segmented
        label={text('sets.shape')}
        value={plan.shape}
        options={shapes.map((value) => ({ value, text: text(`sets.shape.${value}`) }))}
        onChange={(shape) => changePlan(shape === 'own' ? { shape } : { shape, curve: [...curveShapes[shape]] })}
      />
      <span className={styles.label} aria-hidden="true">
        {text('sets.tempo')}
      </span>
      <TempoField key={tempoText(plan.tempo)} tempo={plan.tempo} />
      <span className={styles.label} aria-hidden="true">
        {text('sets.keys')}
      </span>
      <Switch isSelected={plan.isHarmonic} onChange={(isHarmonic) => changePlan({ isHarmonic })}>
        {text('sets.harmonic')}
      </Switch>
      <span className={styles.space} />
      <DialogTrigger>
        <IconButton label={text('sets.options')}>
          <SlidersHorizontal size={16} />
        </IconButton>
        <Popover label={text('sets.options')} placement="bottom end">
          <SetOptions plan={plan} />
        </Popover>
      </DialogTrigger>
    </div>
  );
}

function tempoText(tempo: SetPlan['tempo']): string {
  if (!tempo) return '';
  return tempo.from === tempo.to ? String(tempo.from) : `${tempo.from}–${tempo.to}`;
}

/** From which tempo to which; kept with Enter, or when the field is left. */
function TempoField({ tempo }: { tempo: SetPlan['tempo'] }) {
  const text = useText();
  const [typed, setTyped] = useState(tempoText(tempo));
  const read = readTempo(typed);
  const keep = () => {
    if (read === undefined || tempoText(read) === tempoText(tempo)) return;
    changePlan({ tempo: read });
    void attempt(keepPlan);
  };
  return (
    <span className={styles.tempo}>
      <Field
        label={text('sets.tempo')}
        isLabelHidden
        placeholder={text('sets.tempo.any')}
        value={typed}
        onChange={setTyped}
        error={read === undefined ? text('sets.tempo.wrong') : null}
        onBlur={keep}
        onKeyDown={(event) => {
          // Whoever builds from here means what is typed here.
          if (event.key === 'Enter' || ((event.ctrlKey || event.metaKey) && event.key === 'g')) keep();
          if (event.key !== 'Enter') event.continuePropagation();
        }}
      />
    </span>
  );
}

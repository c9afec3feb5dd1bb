import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { changeOptions } from './generate.actions.ts';
import { NumberField } from './number-field.tsx';
import styles from './side-panel.module.css';

const bounds = { tracks: { min: 2, max: 500, usual: 20 }, minutes: { min: 5, max: 1440, usual: 90 } } as const;
const mostSpacing = 50;

/** How long the playlist is, and how far apart an artist's tracks stand. */
export function LengthPanel() {
  const text = useText();
  const { length, artistSpacing } = useSettings().generate;
  const { min, max, usual } = bounds[length.unit];
  return (
    <section className={styles.section} aria-labelledby="generate-length">
      <div className={styles.head}>
        <h2 className={styles.heading} id="generate-length">
          {text('generate.length')}
        </h2>
      </div>
      <div className={styles.pair}>
        <NumberField
          label={text('generate.amount')}
          value={length.amount}
          min={min}
          max={max}
          error={text('generate.outside', { min, max })}
          onSave={(amount) =>
            void attempt(() => changeOptions({ length: { unit: length.unit, amount: amount ?? usual } }))
          }
        />
        <Select
          label={text('generate.unit')}
          value={length.unit}
          options={(['tracks', 'minutes'] as const).map((value) => ({ value, text: text(`generate.unit.${value}`) }))}
          onChange={(unit) => void attempt(() => changeOptions({ length: { unit, amount: bounds[unit].usual } }))}
        />
      </div>
      <NumberField
        label={text('generate.spacing')}
        value={artistSpacing}
        min={0}
        max={mostSpacing}
        error={text('generate.outside', { min: 0, max: mostSpacing })}
        onSave={(value) => void attempt(() => changeOptions({ artistSpacing: value ?? 0 }))}
      />
    </section>
  );
}

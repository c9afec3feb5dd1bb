import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import styles from './rights.module.css';

/** Territories as typed; `codes` counts unless it is the world. */
export type TypedTerritories = { mode: 'world' | 'only' | 'except'; codes: string };

type TerritoriesFieldProps = {
  value: TypedTerritories;
  error: string | null;
  onChange: (value: TypedTerritories) => void;
};

const modes = ['world', 'only', 'except'] as const;

export function TerritoriesField({ value, error, onChange }: TerritoriesFieldProps) {
  const text = useText();
  return (
    <div className={styles.pair}>
      <Select
        label={text('rights.territories')}
        value={value.mode}
        options={modes.map((mode) => ({ value: mode, text: text(`rights.mode.${mode}`) }))}
        onChange={(mode) => onChange({ ...value, mode })}
      />
      {value.mode !== 'world' && (
        <Field
          label={text('rights.countries')}
          placeholder={text('rights.countriesExample')}
          value={value.codes}
          error={error}
          spellCheck="false"
          onChange={(codes) => onChange({ ...value, codes })}
        />
      )}
    </div>
  );
}

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { GenerateFilters } from '#shared/generate-options.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Chip, Field, Menu, MenuItem, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { changeFilters } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import { NumberField } from './number-field.tsx';
import styles from './side-panel.module.css';

const playedSpans = ['0', '7', '30', '90', '365'] as const;
const tempoBounds = { min: 20, max: 400 };

/** What is left out, whatever it scores. */
export function FilterPanel() {
  const text = useText();
  const { filters } = useSettings().generate;
  const { tempo, notPlayedDays } = filters;
  const change = (next: Partial<GenerateFilters>) => void attempt(() => changeFilters(next));
  const outside = text('generate.outside', tempoBounds);
  const saveTempo = (part: 'from' | 'to', value: number | null) => {
    if (value === null) change({ tempo: null });
    else change({ tempo: { from: tempo?.from ?? value, to: tempo?.to ?? value, [part]: value } });
  };
  return (
    <section className={styles.section} aria-labelledby="generate-filters">
      <div className={styles.head}>
        <h2 className={styles.heading} id="generate-filters">
          {text('generate.filters')}
        </h2>
      </div>
      <QueryField filter="from" value={filters.from} />
      <QueryField filter="without" value={filters.without} />
      <Select
        label={text('generate.filter.notPlayedDays')}
        value={playedSpans.find((span) => Number(span) === notPlayedDays) ?? '0'}
        options={playedSpans.map((value) => ({ value, text: text('generate.days', { days: Number(value) }) }))}
        onChange={(value) => change({ notPlayedDays: Number(value) })}
      />
      <div className={styles.pair}>
        <NumberField
          label={text('generate.tempoFrom')}
          value={tempo?.from ?? null}
          {...tempoBounds}
          error={outside}
          onSave={(value) => saveTempo('from', value)}
        />
        <NumberField
          label={text('generate.tempoTo')}
          value={tempo?.to ?? null}
          {...tempoBounds}
          error={outside}
          onSave={(value) => saveTempo('to', value)}
        />
      </div>
      <LeftOutNames filters={filters} onChange={change} />
    </section>
  );
}

/** A query counts when it is left or Enter is pressed. */
function QueryField({ filter, value }: { filter: 'from' | 'without'; value: string }) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const error = useGenerate((state) => state.error);
  const isWrong = error?.code === 'QUERY_INVALID' && error.details.filter === filter && typed === null;
  const save = () => {
    if (typed !== null && typed.trim() !== value) void attempt(() => changeFilters({ [filter]: typed.trim() }));
    setTyped(null);
  };
  return (
    <Field
      label={text(`generate.filter.${filter}`)}
      placeholder={text(`generate.example.${filter}`)}
      value={typed ?? value}
      spellCheck="false"
      error={isWrong ? text('generate.queryWrong') : null}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        else event.continuePropagation();
      }}
    />
  );
}

type LeftOutProps = { filters: GenerateFilters; onChange: (change: Partial<GenerateFilters>) => void };

/** Artists and genres come here from the menu of a row; playlists are chosen here. */
function LeftOutNames({ filters, onChange }: LeftOutProps) {
  const text = useText();
  const { data: playlists = [] } = useCall('playlists.list');
  const { artists, genres } = filters;
  const named = playlists.filter(({ id }) => filters.playlists.includes(id));
  const others = playlists.filter(({ id }) => !filters.playlists.includes(id));
  const isEmpty = artists.length + genres.length + named.length === 0;
  return (
    <div>
      <h3 className={styles.label}>{text('generate.leftOut')}</h3>
      <div className={styles.chips}>
        {artists.map((name) => (
          <Chip
            key={`artist ${name}`}
            name={name}
            onRemove={() => onChange({ artists: artists.filter((each) => each !== name) })}
          >
            {name}
          </Chip>
        ))}
        {genres.map((name) => (
          <Chip
            key={`genre ${name}`}
            name={name}
            onRemove={() => onChange({ genres: genres.filter((each) => each !== name) })}
          >
            {name}
          </Chip>
        ))}
        {named.map(({ id, name }) => (
          <Chip
            key={id}
            name={name}
            onRemove={() => onChange({ playlists: filters.playlists.filter((each) => each !== id) })}
          >
            {name}
          </Chip>
        ))}
        {isEmpty && <p className={styles.label}>{text('generate.leftOutNone')}</p>}
        {others.length > 0 && (
          <Menu
            label={text('generate.leaveOutPlaylist')}
            trigger={
              <Button size="small" icon={<Plus size={14} />}>
                {text('generate.leaveOutPlaylist')}
              </Button>
            }
          >
            {others.map(({ id, name }) => (
              <MenuItem key={id} text={name} onAction={() => onChange({ playlists: [...filters.playlists, id] })} />
            ))}
          </Menu>
        )}
      </div>
    </div>
  );
}

import { CircleAlert } from 'lucide-react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { filterNames } from '#shared/generate-options.ts';
import { useSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { changeOptions, clearFilter, generateAgain } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './result-note.module.css';

/** Why there is nothing, or less than was asked for, and what would help. */
export function ResultNote({ seed }: { seed: TrackRow | undefined }) {
  const text = useText();
  const { rows, unknown, leftOut, spaced, isWorking, error } = useGenerate();
  const { blend, length } = useSettings().generate;
  const remedy = useFilterRemedy();
  if (error && rows.length > 0) return <p className={styles.note}>{errorText(text, error.code)}</p>;
  if (error) {
    const filter = filterNames.find((name) => name === error.details.filter);
    return (
      <EmptyState
        icon={<CircleAlert size={20} />}
        text={errorText(text, error.code)}
        action={
          filter ? remedy(filter) : <Button onPress={() => void generateAgain()}>{text('generate.tryAgain')}</Button>
        }
      />
    );
  }
  if (isWorking && rows.length === 0) return <p className={styles.note}>{text('generate.working')}</p>;
  if (rows.length > 0) {
    const isShort = length.unit === 'tracks' && rows.length + 1 < length.amount;
    const missing = unknown.filter((name) => name !== 'listening');
    return (
      <>
        {missing.length > 0 && (
          <p className={styles.note}>
            {text(seed?.analysisState === 'waiting' ? 'generate.notAnalysedYet' : 'generate.partlyUnknown', {
              names: missing.map((name) => text(`generate.matcher.${name}`)).join(', '),
            })}
          </p>
        )}
        {isShort && (
          <p className={styles.note}>
            {text('generate.short', { count: rows.length + 1 })}
            {spaced > 0 ? ` ${text('generate.shortSpaced', { count: spaced })}` : ''}
          </p>
        )}
      </>
    );
  }
  if (Object.values(blend).every((weight) => weight === 0)) {
    return <EmptyState icon={<CircleAlert size={20} />} text={text('generate.noWeight')} />;
  }
  if (spaced > 0) {
    return (
      <EmptyState
        icon={<CircleAlert size={20} />}
        text={text('generate.allSpaced', { count: spaced })}
        action={
          <Button onPress={() => void attempt(() => changeOptions({ artistSpacing: 0 }))}>
            {text('generate.noSpacing')}
          </Button>
        }
      />
    );
  }
  const [most] = leftOut;
  if (most) {
    return (
      <EmptyState
        icon={<CircleAlert size={20} />}
        text={text('generate.nothing', { filter: text(`generate.filter.${most.filter}`), count: most.count })}
        action={remedy(most.filter)}
      />
    );
  }
  const isUnheard = seed !== undefined && seed.analysisState !== 'done';
  return (
    <EmptyState
      icon={<CircleAlert size={20} />}
      text={text(isUnheard ? 'generate.seedUnknown' : 'generate.nothingAlike')}
    />
  );
}

function useFilterRemedy() {
  const text = useText();
  return (filter: Parameters<typeof clearFilter>[0]) => (
    <Button onPress={() => void attempt(() => clearFilter(filter))}>{text('generate.clearFilter')}</Button>
  );
}

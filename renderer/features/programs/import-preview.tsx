import { useState } from 'react';
import type { ImportOptions, ImportState, PathRule } from '#shared/contract/interop.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Field, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { missCount } from './import-panel.tsx';
import { MissesList } from './misses-list.tsx';
import { PathRules } from './path-rules.tsx';
import { previewAgain, runImport } from './programs.actions.ts';
import styles from './programs.module.css';
import { takenParts } from './programs.store.ts';

/** What an import would do, and what of it is wanted. */
export function ImportPreview({ state }: { state: ImportState }) {
  const text = useText();
  const { counts } = state;
  const [rules, setRules] = useState<PathRule[]>(state.paths);
  const [shift, setShift] = useState(String(state.options.mp3ShiftMs));
  // Rules that were found stay found: a change of something else must not look for them anew.
  const options = (change: Partial<ImportOptions>): ImportOptions => ({ ...state.options, paths: rules, ...change });
  const again = (change: Partial<ImportOptions>) => void attempt(() => previewAgain(options(change)));
  const wantedShift = Number(shift.replace('−', '-').replace(',', '.'));
  const isShift = Number.isFinite(wantedShift) && Math.abs(wantedShift) <= 200;
  const isOther = JSON.stringify(rules) !== JSON.stringify(state.paths) || wantedShift !== state.options.mp3ShiftMs;

  return (
    <>
      <p className={styles.found} role="status">
        <strong>{text('programs.found', { matched: counts.matched, tracks: counts.tracks })}</strong>
        <span className={styles.quiet}>
          {text('programs.by', { path: counts.byPath, sound: counts.bySound, tags: counts.byTags })}
        </span>
      </p>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{text('programs.take')}</legend>
        <div className={styles.parts}>
          {takenParts.map((part) => (
            <Checkbox key={part} isSelected={state.options[part]} onChange={(isOn) => again({ [part]: isOn })}>
              {text(`programs.count.${part}`, { count: counts[part] })}
            </Checkbox>
          ))}
        </div>
        {counts.playlists + counts.samePlaylists > 0 && (
          <p className={styles.hint}>
            {text('programs.lists', {
              folders: counts.folders,
              entries: counts.entries,
              dead: counts.deadEntries,
              same: counts.samePlaylists,
            })}
          </p>
        )}
      </fieldset>
      {counts.conflicts > 0 && (
        <div className={styles.line}>
          <span>{text('programs.conflicts', { count: counts.conflicts })}</span>
          <Segmented
            label={text('programs.conflicts', { count: counts.conflicts })}
            value={state.options.conflicts}
            options={[
              { value: 'mine', text: text('programs.keepMine') },
              { value: 'theirs', text: text('programs.takeTheirs') },
            ]}
            onChange={(conflicts) => again({ conflicts })}
          />
        </div>
      )}
      <PathRules
        hint={text('programs.pathsHint')}
        labels={{ from: text('programs.from'), to: text('programs.to') }}
        rules={rules}
        onChange={setRules}
      />
      <div className={styles.short}>
        <Field
          label={text('programs.mp3Shift')}
          hint={text('programs.mp3ShiftHint')}
          inputMode="decimal"
          value={shift}
          onChange={setShift}
        />
      </div>
      <MissesList misses={state.misses} total={missCount(state)} reportId={null} />
      <div className={styles.actions}>
        {isOther && (
          <Button
            isDisabled={!isShift}
            onPress={() => again({ paths: rules.filter(({ from }) => from.trim() !== ''), mp3ShiftMs: wantedShift })}
          >
            {text('programs.again')}
          </Button>
        )}
        <Button kind="primary" isDisabled={isOther} onPress={() => void attempt(() => runImport(options({})))}>
          {text('programs.run', { count: counts.matched })}
        </Button>
      </div>
    </>
  );
}

import { useState } from 'react';
import type { TextFieldProps } from 'react-aria-components';
import type { TempoFindings } from '#shared/findings.ts';
import { useText } from '../../../messages/use-text.ts';
import { Button, Field } from '../../../ui/index.ts';
import { addTap, tappedBpm } from '../../review/index.ts';
import { formatBpm, formatPercent, tempoRange } from '../../tracks/index.ts';
import styles from './edit-popover.module.css';
import { scaleByHand, setByHand, type Targets } from './editing.ts';
import { EditorEnd } from './editor-end.tsx';
import { parseTempo } from './parse-tempo.ts';

type BpmEditorProps = {
  targets: Targets;
  bpm: number | null;
  /** What analysis found, to choose from. */
  candidates: TempoFindings['candidates'];
  isLocked: boolean;
  close: () => void;
};

/** A tempo typed, tapped, doubled, halved, or chosen from what was found. */
export function BpmEditor({ targets, bpm, candidates, isLocked, close }: BpmEditorProps) {
  const text = useText();
  const [typed, setTyped] = useState(bpm === null ? '' : formatBpm(bpm));
  const [taps, setTaps] = useState<number[]>([]);
  const [isWrong, setWrong] = useState(false);

  const choose = (value: number) => {
    close();
    void setByHand(targets, 'bpm', value, formatBpm(value));
  };
  const scale = (factor: 2 | 0.5) => {
    close();
    void scaleByHand(targets, factor);
  };
  const save = () => {
    const value = parseTempo(typed);
    if (value === null) setWrong(true);
    else choose(value);
  };
  const tap = () => {
    const next = addTap(taps, performance.now());
    setTaps(next);
    const tapped = tappedBpm(next);
    if (tapped !== null) setTyped(formatBpm(tapped));
  };
  // No tempo has a letter in it, so that T can tap while one types.
  const onKeyDown: TextFieldProps['onKeyDown'] = (event) => {
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (isPlain && event.key === 'Enter') save();
    else if (isPlain && event.key.toLowerCase() === 't') tap();
    else return event.continuePropagation();
    event.preventDefault();
  };

  return (
    <>
      <Field
        label={text('inspector.edit.bpm')}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setWrong(false);
        }}
        onKeyDown={onKeyDown}
        inputMode="decimal"
        autoFocus
        hint={text('inspector.edit.tapped', { count: taps.length })}
        error={isWrong ? text('inspector.edit.bpmRange', tempoRange) : null}
      />
      <div className={styles.line}>
        <Button size="small" onPress={() => scale(0.5)}>
          {text('inspector.edit.half')}
        </Button>
        <Button size="small" onPress={() => scale(2)}>
          {text('inspector.edit.double')}
        </Button>
        <Button
          size="small"
          keys="T"
          onPressStart={tap}
          onKeyDown={(event) => (event.key === 't' ? tap() : event.continuePropagation())}
        >
          {text('inspector.edit.tap')}
        </Button>
      </div>
      {candidates.length > 1 && (
        <div className={styles.line}>
          <span className={styles.hint}>{text('inspector.edit.found')}</span>
          {candidates.map(({ bpm: found, share }) => (
            <Button key={found} size="small" kind="ghost" onPress={() => choose(found)}>
              {text('inspector.candidate', { value: formatBpm(found), share: formatPercent(share) })}
            </Button>
          ))}
        </div>
      )}
      <EditorEnd
        targets={targets}
        field="bpm"
        isLocked={isLocked}
        save={{ text: text('inspector.edit.setBpm'), run: save }}
        close={close}
      />
    </>
  );
}

import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { type Mood, moods } from '#shared/findings.ts';
import { useText } from '../../../messages/use-text.ts';
import { moodText } from '../../tracks/index.ts';
import styles from './edit-popover.module.css';
import { setByHand, type Targets } from './editing.ts';
import { EditorEnd } from './editor-end.tsx';

type MoodEditorProps = { targets: Targets; chosen: readonly Mood[]; isLocked: boolean; close: () => void };

const mostMoods = 3;

/** Up to three moods, in the order of the list. */
export function MoodEditor({ targets, chosen: before, isLocked, close }: MoodEditorProps) {
  const text = useText();
  const [chosen, setChosen] = useState<readonly Mood[]>(before.slice(0, mostMoods));
  const save = () => {
    close();
    const value = moods.filter((mood) => chosen.includes(mood));
    void setByHand(targets, 'mood', value, moodText(value, text));
  };
  return (
    <>
      <span className={styles.hint}>{text('inspector.edit.mood')}</span>
      <div className={styles.moods}>
        {moods.map((mood, index) => (
          <ToggleButton
            key={mood}
            className={styles.mood ?? ''}
            autoFocus={index === 0}
            isSelected={chosen.includes(mood)}
            isDisabled={!chosen.includes(mood) && chosen.length >= mostMoods}
            onChange={(isOn) => setChosen(isOn ? [...chosen, mood] : chosen.filter((each) => each !== mood))}
          >
            {text(`tracks.mood.${mood}`)}
          </ToggleButton>
        ))}
      </div>
      <EditorEnd
        targets={targets}
        field="mood"
        isLocked={isLocked}
        save={{ text: text('inspector.edit.setMood'), run: save }}
        close={close}
      />
    </>
  );
}

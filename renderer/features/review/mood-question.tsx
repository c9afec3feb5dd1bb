import { useMemo } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type CharacterFindings, type Mood, moods } from '#shared/findings.ts';
import { useText } from '../../messages/use-text.ts';
import { Kbd, Meter } from '../../ui/index.ts';
import { formatPercent } from '../tracks/index.ts';
import { chosenMoods, type Details } from './answers.ts';
import styles from './mood-question.module.css';
import { flipMood } from './review.actions.ts';
import { useLane } from './review.store.ts';
import { Part } from './two-columns.tsx';
import { ZoomedWaveform } from './zoomed-waveform.tsx';

const valenceNames = { [-1]: 'dark', 0: 'neither', 1: 'bright' } as const;

/** What the track feels like, in at most three words. */
export function MoodQuestion({ details }: { details: Details }) {
  const text = useText();
  const draft = useLane((state) => state.draft);
  const chosen = chosenMoods(details, draft);
  const character = details.analysis.findings?.character;
  const durationMs = details.track.durationMs ?? 0;
  const initial = useMemo(() => ({ startMs: 0, lengthMs: Math.max(1000, durationMs) }), [durationMs]);
  if (!character) return null;
  return (
    <>
      <ZoomedWaveform track={details.track} initial={initial} height={112} />
      <ToggleButtonGroup
        aria-label={text('review.moods')}
        className={styles.moods ?? ''}
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={(keys) => {
          const changed = moods.find((mood) => keys.has(mood) !== chosen.includes(mood));
          if (changed) flipMood(changed);
        }}
      >
        {moods.map((mood, index) => (
          <MoodToggle key={mood} mood={mood} number={index + 1} share={character.moods[mood]} />
        ))}
      </ToggleButtonGroup>
      <Character character={character} />
    </>
  );
}

function MoodToggle({ mood, number, share }: { mood: Mood; number: number; share: number }) {
  const text = useText();
  return (
    <ToggleButton id={mood} className={styles.mood ?? ''}>
      <span className={styles.name}>{text(`review.mood.${mood}`)}</span>
      <span className={styles.share}>{formatPercent(share)}</span>
      <Kbd keys={String(number)} />
    </ToggleButton>
  );
}

function Character({ character }: { character: CharacterFindings }) {
  const text = useText();
  const { energy, arousal, danceability, valence, valenceConfidence } = character;
  const measures = [
    { name: text('review.energy'), share: energy },
    { name: text('review.arousal'), share: arousal },
    { name: text('review.danceability'), share: danceability },
  ];
  return (
    <div className={styles.character}>
      <Part title={text('review.character')}>
        {measures.map(({ name, share }) => (
          <div key={name} className={styles.measure}>
            <span>{name}</span>
            <Meter label={name} value={share} valueText={formatPercent(share)} />
            <span className={styles.share}>{formatPercent(share)}</span>
          </div>
        ))}
        <div className={styles.measure}>
          <span>{text('review.valence')}</span>
          <span>{text(`review.valence.${valenceNames[valence]}`)}</span>
          <span className={styles.share}>{formatPercent(valenceConfidence)}</span>
        </div>
      </Part>
    </div>
  );
}

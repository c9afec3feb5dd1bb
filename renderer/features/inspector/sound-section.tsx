import type { CharacterFindings } from '#shared/findings.ts';
import { useText } from '../../messages/use-text.ts';
import { formatCount, formatDecibels, formatPercent } from '../tracks/index.ts';
import { MeasureRow, PlainRow } from './measure-row.tsx';
import { FoldedSection } from './section.tsx';
import { valenceWord, voiceWord } from './sound-words.ts';

type SoundSectionProps = { character: CharacterFindings; loudnessRange: number | null };

/** What else was heard, for those who want to know. */
export function SoundSection({ character, loudnessRange }: SoundSectionProps) {
  const text = useText();
  return (
    <FoldedSection id="sound" title={text('inspector.sound')} summary={text(voiceWord(character))}>
      {() => <Sound character={character} loudnessRange={loudnessRange} />}
    </FoldedSection>
  );
}

/** Half sure and more says it plainly. */
const plainFrom = 0.5;

function Sound({ character, loudnessRange }: SoundSectionProps) {
  const text = useText();
  return (
    <>
      <PlainRow name={text('inspector.sound.danceability')}>{formatPercent(character.danceability)}</PlainRow>
      <MeasureRow
        name={text('inspector.sound.valence')}
        confidence={character.valenceConfidence}
        limit={plainFrom}
        isLocked={false}
      >
        {text(valenceWord(character))}
      </MeasureRow>
      <MeasureRow
        name={text('inspector.sound.voice')}
        confidence={character.voiceConfidence}
        limit={plainFrom}
        isLocked={false}
      >
        {text(voiceWord(character))}
      </MeasureRow>
      <PlainRow name={text('inspector.sound.onsets')}>
        {text('inspector.sound.onsetRate', { rate: formatDecibels(character.onsetRate) })}
      </PlainRow>
      <PlainRow name={text('inspector.sound.brightness')}>
        {text('inspector.sound.centroid', { hertz: formatCount(character.centroidHz) })}
      </PlainRow>
      {loudnessRange !== null && (
        <PlainRow name={text('inspector.range')}>
          {text('inspector.loudnessRange', { range: formatDecibels(loudnessRange) })}
        </PlainRow>
      )}
    </>
  );
}

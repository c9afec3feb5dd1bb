import { Flag, X } from 'lucide-react';
import { useState } from 'react';
import { type CuePoint, cueSlots } from '#shared/contract/cues.ts';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { cueLetter, seekTo, setCues, usePlayer } from '../player/index.ts';
import { formatMoment } from '../tracks/index.ts';
import styles from './cues-section.module.css';
import { Section } from './section.tsx';

/** The cues of a track: named, jumped to while it plays, taken away. */
export function CuesSection({ track }: { track: TrackDetail }) {
  const text = useText();
  const isLoaded = usePlayer((state) => state.track?.id === track.id);
  const { data: cues = [] } = useCall('cues.get', { trackId: track.id });
  const isFull = cues.filter(({ slot }) => slot !== null).length >= cueSlots;
  const change = (after: readonly CuePoint[]) => void attempt(() => setCues(track.id, after));
  return (
    <Section
      title={text('cues.title')}
      end={
        isLoaded && !isFull ? (
          <Button size="small" icon={<Flag size={14} />} onPress={() => runCommand('cues.setNext')}>
            {text('cues.setNext')}
          </Button>
        ) : undefined
      }
    >
      {cues.length === 0 && <p className={styles.none}>{text(isLoaded ? 'cues.none' : 'cues.noneNotPlaying')}</p>}
      <ul className={styles.list} aria-label={text('cues.list')}>
        {cues.map((cue, index) => {
          const place = formatMoment(cue.startMs);
          return (
            <li key={`${String(cue.slot)} ${String(cue.startMs)} ${cue.kind}`} className={styles.cue}>
              <Button
                size="small"
                kind="ghost"
                isDisabled={!isLoaded}
                aria-label={text('cues.go', { shown: shownText(cue), name: nameOf(text, cue) })}
                onPress={() => seekTo(cue.startMs)}
              >
                <span className={styles.letter} style={cue.colour ? { borderLeftColor: cue.colour } : {}}>
                  {cue.slot === null ? '' : cueLetter(cue.slot)}
                </span>{' '}
                <span className={styles.place}>{place}</span>
              </Button>
              <NameField
                key={cue.name}
                label={text('cues.name', { place })}
                placeholder={nameOf(text, { ...cue, name: '' })}
                name={cue.name}
                onSave={(name) => change(cues.map((each, at) => (at === index ? { ...each, name } : each)))}
              />
              <IconButton
                size="small"
                label={text('cues.remove', { place })}
                onPress={() => change(cues.filter((_, at) => at !== index))}
              >
                <X size={14} />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

type NameFieldProps = { label: string; placeholder: string; name: string; onSave: (name: string) => void };

/** Saved on Enter and when it is left; Escape brings back what was there. */
function NameField({ label, placeholder, name, onSave }: NameFieldProps) {
  const [typed, setTyped] = useState(name);
  const save = () => {
    if (typed.trim() !== name) onSave(typed.trim());
  };
  return (
    <Field
      label={label}
      isLabelHidden
      placeholder={placeholder}
      maxLength={200}
      value={typed}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={({ key }) => {
        if (key === 'Enter') save();
        if (key === 'Escape') setTyped(name);
      }}
    />
  );
}

/** What stands on the button. */
function shownText({ slot, startMs }: CuePoint): string {
  const place = formatMoment(startMs);
  return slot === null ? place : `${cueLetter(slot)} ${place}`;
}

function nameOf(text: Text, { slot, kind, name }: CuePoint): string {
  return name || (slot === null ? text(`cues.kind.${kind}`) : text('cues.hot', { letter: cueLetter(slot) }));
}

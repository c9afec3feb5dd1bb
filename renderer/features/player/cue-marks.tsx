import { useCall } from '../../api/query.ts';
import { cueLetter } from './cue.actions.ts';
import styles from './cue-marks.module.css';
import { usePlayer } from './player.store.ts';

/** The cues of the playing track over its waveform: flags with letters for hot cues, ticks for memory cues, loops as bands. */
export function CueMarks({ durationMs }: { durationMs: number }) {
  const trackId = usePlayer((state) => state.track?.id);
  const { data: cues = [] } = useCall('cues.get', { trackId: trackId! }, { enabled: trackId !== undefined });
  const share = (ms: number) => `${(Math.min(ms, durationMs) / durationMs) * 100}%`;
  return (
    <span className={styles.marks} aria-hidden="true">
      {cues.map((cue, index) => (
        <span key={`${String(index)} ${String(cue.startMs)}`}>
          {cue.endMs !== null && (
            <i
              className={styles.loop}
              style={{ left: share(cue.startMs), width: share(cue.endMs - cue.startMs), ...filled(cue.colour) }}
            />
          )}
          <i
            className={cue.slot === null ? styles.tick : styles.line}
            style={{ left: share(cue.startMs), ...filled(cue.colour) }}
          />
          {cue.slot !== null && (
            <b
              className={styles.flag}
              style={{ left: share(cue.startMs), ...(cue.colour ? { borderLeftColor: cue.colour } : {}) }}
            >
              {cueLetter(cue.slot)}
              {cue.name !== '' && <span className={styles.name}>{cue.name}</span>}
            </b>
          )}
        </span>
      ))}
    </span>
  );
}

/** Where another program gave a colour. */
function filled(colour: string): { backgroundColor?: string } {
  return colour === '' ? {} : { backgroundColor: colour };
}

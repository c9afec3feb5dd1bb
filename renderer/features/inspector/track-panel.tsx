import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Artwork, overviewFromBase64, StarRating, useWaveform, WaveformCanvas } from '../tracks/index.ts';
import { AnalysisSection } from './analysis-section.tsx';
import { MixesWith } from './mixes-with.tsx';
import { rateAndTell } from './rate-and-tell.ts';
import { Facts, Section } from './section.tsx';
import styles from './track-panel.module.css';

const waveHeight = 56;

/** The track at a glance: what it is, what was measured, what it mixes with. */
export function TrackPanel({ track }: { track: TrackDetail }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const waveform = useWaveform(track);
  const points = waveform?.medium ?? (track.waveform === null ? null : overviewFromBase64(track.waveform));
  const release = [track.label, track.album, track.year].filter(Boolean).join(', ');
  return (
    <>
      <Section>
        <div className={styles.hero}>
          <Artwork hash={track.artworkHash} size={84} radius={6} />
          <div className={styles.names}>
            <h2>{track.title || track.fileName}</h2>
            {track.remixer !== '' && <p>{track.remixer}</p>}
            <p>{track.artist}</p>
            {release !== '' && <p className={styles.release}>{release}</p>}
            <StarRating rating={track.rating} onRate={(rating) => void rateAndTell([track.id], rating)} />
          </div>
        </div>
      </Section>
      {points && (
        <div className={styles.wave}>
          <WaveformCanvas points={points} height={waveHeight} />
        </div>
      )}
      <AnalysisSection track={track} notation={keyNotation} />
      {track.key !== null && track.mixesWith.length > 0 && <MixesWith track={track} notation={keyNotation} />}
      <Section title={text('inspector.tab.tags')}>
        <Facts
          facts={[
            { name: text('inspector.tag.album'), value: track.album },
            { name: text('inspector.tag.genre'), value: track.genre },
            { name: text('inspector.tag.isrc'), value: track.isrc, isMono: true },
            { name: text('inspector.tag.comment'), value: track.comment },
          ]}
        />
      </Section>
    </>
  );
}

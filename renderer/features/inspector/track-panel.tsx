import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { Artwork, StarRating } from '../tracks/index.ts';
import { AnalysisSection } from './analysis-section.tsx';
import { CuesSection } from './cues-section.tsx';
import { GenreValue } from './genre-value.tsx';
import { MixesWith } from './mixes-with.tsx';
import { QualityReport } from './quality/quality-report.tsx';
import { rateAndTell } from './rate-and-tell.ts';
import { Facts, Section } from './section.tsx';
import { SoundSection } from './sound-section.tsx';
import { showTab } from './tab.store.ts';
import styles from './track-panel.module.css';
import { TrackWave } from './wave/track-wave.tsx';

/** The track at a glance: what it is, what was measured, what it mixes with. */
export function TrackPanel({ track }: { track: TrackDetail }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const { data } = useCall('analysis.get', { id: track.id });
  const analysis = data?.id === track.id ? data : null;
  const findings = analysis?.findings ?? null;
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
      <TrackWave key={track.id} track={track} analysis={analysis} notation={keyNotation} />
      <CuesSection track={track} />
      <AnalysisSection track={track} analysis={analysis} notation={keyNotation} />
      {findings?.quality && (
        <QualityReport track={track} quality={findings.quality} spectrum={analysis?.spectrum ?? null} />
      )}
      {findings?.character && <SoundSection character={findings.character} loudnessRange={track.loudnessRange} />}
      {track.key !== null && track.mixesWith.length > 0 && <MixesWith track={track} notation={keyNotation} />}
      <Section
        title={text('inspector.tab.tags')}
        end={
          <Button kind="link" size="small" onPress={() => showTab('tags')}>
            {text('tags.edit')}
          </Button>
        }
      >
        <Facts
          facts={[
            { name: text('inspector.tag.album'), value: track.album },
            { name: text('inspector.tag.genre'), value: <GenreValue track={track} analysis={analysis} /> },
            { name: text('inspector.tag.isrc'), value: track.isrc, isMono: true },
            { name: text('inspector.tag.comment'), value: track.comment },
          ]}
        />
      </Section>
    </>
  );
}

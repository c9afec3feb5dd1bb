import type { Override } from '#shared/contract/analysis.ts';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import type { QualityFindings } from '#shared/findings.ts';
import { useText } from '../../../messages/use-text.ts';
import { Button } from '../../../ui/index.ts';
import { attempt } from '../../commands/index.ts';
import {
  formatLength,
  formatPosition,
  isLocked,
  overrideAndTell,
  QualityReasons,
  Spectrogram,
} from '../../tracks/index.ts';
import { bandText } from '../band-text.ts';
import { PlainRow } from '../measure-row.tsx';
import { playFrom } from '../play-from.ts';
import { FoldedSection } from '../section.tsx';
import styles from './quality-report.module.css';

type QualityReportProps = { track: TrackDetail; quality: QualityFindings; spectrum: string | null };

/** The score of a file with every reason and what it costs, and the evidence. */
export function QualityReport({ track, quality, spectrum }: QualityReportProps) {
  const text = useText();
  return (
    <FoldedSection
      id="quality"
      title={text('inspector.quality.report')}
      summary={text('tracks.score', { score: quality.score })}
    >
      {() => <Report track={track} quality={quality} spectrum={spectrum} />}
    </FoldedSection>
  );
}

function Report({ track, quality, spectrum }: QualityReportProps) {
  const text = useText();
  const { reasons, verdict, silences } = quality;
  const isAccepted = isLocked(track, 'quality');
  return (
    <>
      <p className={styles.verdict} data-doubt={verdict === 'transcode' || verdict === 'uncertain' || undefined}>
        {text(`tracks.verdict.${verdict}`)}
      </p>
      {spectrum !== null && (
        <div className={styles.spectrum}>
          <Spectrogram encoded={spectrum} bandwidthHz={quality.bandwidthHz} />
        </div>
      )}
      <QualityReasons reasons={reasons} />
      <PlainRow name={text('inspector.quality.bandwidth')}>{bandText(quality, text)}</PlainRow>
      {silences.length > 0 && (
        <div className={styles.silences}>
          <span className={styles.name}>{text('inspector.quality.silences')}</span>
          {silences.map(({ startMs, endMs }) => (
            <Button
              key={startMs}
              kind="link"
              size="small"
              aria-label={text('inspector.quality.jump', { from: formatPosition(startMs) })}
              onPress={() => void attempt(() => playFrom(track.id, Math.max(0, startMs - leadMs)))}
            >
              {text('inspector.quality.silenceAt', {
                at: formatPosition(startMs),
                length: formatLength(endMs - startMs),
              })}
            </Button>
          ))}
        </div>
      )}
      {(reasons.length > 0 || isAccepted) && (
        <div className={styles.end}>
          <Button size="small" onPress={() => void accept(track.id, !isAccepted, text)}>
            {text(isAccepted ? 'inspector.edit.reset' : 'inspector.quality.accept')}
          </Button>
        </div>
      )}
    </>
  );
}

/** A jump to a silence begins with some of the music before it. */
const leadMs = 2000;

function accept(id: TrackDetail['id'], isFine: boolean, text: ReturnType<typeof useText>): Promise<void> {
  const change: Override = { id, field: 'quality', value: isFine ? true : null };
  return attempt(() =>
    overrideAndTell([change], text(isFine ? 'inspector.quality.accepted' : 'inspector.quality.wasReset')),
  );
}

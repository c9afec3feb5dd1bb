import { Check, CircleX, TriangleAlert } from 'lucide-react';
import type { LintQuality, LintReport } from '#shared/contract/lint.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { DeliveryTag } from '../deliveries/index.ts';
import { Artwork } from '../tracks/index.ts';
import { findingText, shortDate } from './lint-words.ts';
import styles from './release-pane.module.css';

type SectionProps = { report: LintReport };

function Verdict({ severity }: { severity: 'error' | 'warning' | 'note' | null }) {
  const text = useText();
  if (severity === 'error') {
    return <CircleX size={16} className={styles.error} role="img" aria-label={text('lint.severity.error')} />;
  }
  if (severity === 'warning') {
    return <TriangleAlert size={16} className={styles.warning} role="img" aria-label={text('lint.look')} />;
  }
  return <Check size={16} className={styles.ok} role="img" aria-label={text('lint.ok')} />;
}

export function ArtworkSection({ releaseId, report: { artwork, findings } }: SectionProps & { releaseId: ReleaseId }) {
  const text = useText();
  const { data: release } = useCall('releases.get', { id: releaseId });
  const found = findings.filter(({ place, ignored }) => place.field === 'artwork' && ignored === null);
  const [worst] = found;
  const facts = artwork && {
    ...{ width: artwork.width, height: artwork.height, format: artwork.format.toUpperCase() },
    space: artwork.space === 'srgb' ? 'RGB' : artwork.space.toUpperCase(),
  };
  return (
    <section className={styles.section} aria-label={text('lint.artwork')}>
      <h3>{text('lint.artwork')}</h3>
      <div className={styles.row}>
        <Artwork hash={release?.artworkHash ?? null} size={44} />
        <div className={styles.words}>
          <p>{facts ? text('lint.artworkFacts', facts) : text('lint.noArtwork')}</p>
          <p className={styles.quiet}>{worst ? findingText(text, worst) : text('lint.artworkFine')}</p>
        </div>
        <Verdict severity={worst?.severity ?? null} />
      </div>
    </section>
  );
}

/** The score of the sound, with what each part of it stands on. */
export function QualitySection({ report: { quality } }: SectionProps) {
  const text = useText();
  const total = quality.tracks.length;
  if (total === 0) return null;
  return (
    <section className={styles.section} aria-label={text('lint.quality')}>
      <h3>{text('lint.quality')}</h3>
      <p>
        {quality.score === null ? text('lint.qualityUnknown') : text('lint.qualityScore', { score: quality.score })}
      </p>
      <p className={styles.quiet}>{text('lint.qualityKnown', { known: quality.known, tracks: total })}</p>
      <details className={styles.details}>
        <summary>{text('lint.qualityParts')}</summary>
        {quality.tracks.map((track) => (
          <TrackQuality key={track.track} quality={track} />
        ))}
      </details>
    </section>
  );
}

function TrackQuality({ quality: { track, score, parts } }: { quality: LintQuality['tracks'][number] }) {
  const text = useText();
  return (
    <>
      <p>{text('lint.qualityTrack', { number: track + 1, score: score ?? text('lint.qualityOpen') })}</p>
      <ul>
        {parts.map(({ name, value, version, cost }) => (
          <li key={name}>
            <span className={styles.part}>
              {text(`lint.part.${name}`, { value: value === null ? text('lint.qualityOpen') : shownValue(value) })}
              <span className={styles.from}>
                {version === null ? text('lint.fromFile') : text('lint.fromAnalysis', { version })}
              </span>
            </span>
            {cost !== null && cost > 0 && <span>{text('lint.cost', { cost })}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function shownValue(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10).replace('-', '−') : value;
}

export function SharesSection({ report: { shares } }: SectionProps) {
  const text = useText();
  const isFine = shares.whole === shares.tracks && shares.withoutAccount === 0;
  return (
    <section className={styles.section} aria-label={text('lint.shares')}>
      <h3>{text('lint.shares')}</h3>
      {shares.tracks === 0 ? (
        <p className={styles.quiet}>{text('lint.sharesNone')}</p>
      ) : (
        <div className={styles.row}>
          <div className={styles.words}>
            <p>{text('lint.sharesWhole', { whole: shares.whole, tracks: shares.tracks })}</p>
            <p className={styles.quiet}>
              {text('lint.sharesPeople', { people: shares.people, without: shares.withoutAccount })}
            </p>
          </div>
          <Verdict severity={isFine ? null : 'warning'} />
        </div>
      )}
    </section>
  );
}

/** What became of the latest deliveries of any release. */
export function NewsSection({ report: { lastDeliveries } }: SectionProps) {
  const text = useText();
  if (lastDeliveries.length === 0) return null;
  return (
    <section className={styles.section} aria-label={text('lint.lastDeliveries')}>
      <h3>{text('lint.lastDeliveries')}</h3>
      <ul>
        {lastDeliveries.map(({ release, state, store, stores, changedAt }) => (
          <li key={`${release} ${state} ${changedAt}`} className={styles.news}>
            <span className={styles.name}>{text('lint.deliveredTo', { release, store, stores })}</span>
            <DeliveryTag state={state} />
            <span className={styles.when}>{shortDate(new Date(changedAt).toISOString().slice(0, 10))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

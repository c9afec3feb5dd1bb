import { X } from 'lucide-react';
import type { Pick } from '#shared/contract/generate.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, Meter } from '../../ui/index.ts';
import { Artwork } from '../tracks/index.ts';
import { putRow, selectRow } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './side-panel.module.css';
import { WhyChips } from './why-chips.tsx';

const mostOthers = 6;
const mostChips = 3;

/** Why a row scores what it scores, and what could stand there instead. */
export function WhyPanel({ pick, track }: { pick: Pick; track: TrackRow }) {
  const text = useText();
  const name = track.title || track.fileName;
  const total = pick.parts.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <>
      <section className={styles.section} aria-labelledby="generate-why">
        <div className={styles.head}>
          <h2 className={styles.heading} id="generate-why">
            {text('generate.whyScore', { name, score: Math.round(100 * pick.score) })}
          </h2>
          <IconButton size="small" label={text('generate.showBlend')} onPress={() => selectRow(null)}>
            <X size={14} />
          </IconButton>
        </div>
        <div className={styles.parts}>
          {pick.parts.map(({ matcher, weight, score }) => {
            const label = text(`generate.matcher.${matcher}`);
            const points = text('generate.points', {
              points: Math.round((100 * weight * score) / total),
              of: Math.round((100 * weight) / total),
            });
            return <PartRow key={matcher} label={label} points={points} score={score} />;
          })}
        </div>
        <WhyChips reasons={pick.reasons} />
      </section>
      <Others pick={pick} name={name} />
    </>
  );
}

function PartRow({ label, points, score }: { label: string; points: string; score: number }) {
  return (
    <>
      <span>{label}</span>
      <Meter label={label} value={score} valueText={points} tone="accent" />
      <span className={styles.points}>{points}</span>
    </>
  );
}

function Others({ pick, name }: { pick: Pick; name: string }) {
  const text = useText();
  const { generate } = useSettings();
  const { seedId, rows, rejected } = useGenerate();
  const ids = rows.map(({ trackId }) => trackId);
  const request = {
    ...generate,
    seedId: seedId ?? pick.trackId,
    trackIds: [seedId ?? pick.trackId, ...ids],
    index: ids.indexOf(pick.trackId) + 1,
    rejected: [...rejected],
    count: mostOthers,
  };
  const { data } = useCall('generate.alternatives', request, { enabled: seedId !== null && request.index > 0 });
  const { data: tracks = [] } = useCall(
    'tracks.getMany',
    { ids: data?.picks.map(({ trackId }) => trackId) ?? [] },
    { enabled: data !== undefined },
  );
  return (
    <section className={styles.section} aria-labelledby="generate-others">
      <h2 className={styles.heading} id="generate-others">
        {text('generate.others')}
      </h2>
      {data?.picks.length === 0 && <p className={styles.label}>{text('generate.noOther')}</p>}
      <ul>
        {data?.picks.map((other) => {
          const track = tracks.find(({ id }) => id === other.trackId);
          if (!track) return null;
          const otherName = track.title || track.fileName;
          return (
            <li key={other.trackId} className={styles.other}>
              <Artwork hash={track.artworkHash} size={32} />
              <span className={styles.names}>
                <span className={styles.title}>{otherName}</span>
                <span className={styles.artist}>{track.artist}</span>
              </span>
              <span className={styles.take}>
                {Math.round(100 * other.score)}
                <Button
                  size="small"
                  aria-label={text('generate.takeInstead', { other: otherName, name })}
                  onPress={() => putRow(pick.trackId, other)}
                >
                  {text('generate.take')}
                </Button>
              </span>
              <span className={styles.why}>
                <WhyChips reasons={other.reasons} most={mostChips} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

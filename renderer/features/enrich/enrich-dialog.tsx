import type { KeyboardEvent } from 'react';
import type { LookUp } from '#shared/contract/enrich.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { useConnection } from '../connectors/index.ts';
import { CandidatePane } from './candidate-pane.tsx';
import { applyAll, applyCurrent, dismiss, goOn } from './enrich.actions.ts';
import styles from './enrich.module.css';
import { chooseCandidate, closeEnrich, showTrack, useEnrich } from './enrich.store.ts';

const mostShown = 200;

/** What was found for tracks that were looked up: one after the other, field by field. */
export function EnrichDialog() {
  const text = useText();
  const isOpen = useEnrich((state) => state.isOpen);
  if (!isOpen) return null;
  return (
    <Dialog title={text('enrich.title')} size="large" isOpen onClose={closeEnrich}>
      <Lane />
    </Dialog>
  );
}

function Lane() {
  const text = useText();
  const connection = useConnection('musicbrainz');
  const { data } = useCall('enrich.list', { start: 0, count: mostShown }, { keepsPrevious: true });
  const trackId = useEnrich((state) => state.trackId);
  if (!data || !connection) return null;
  if (!connection.isConnected && data.total === 0) return <NotConnected />;
  const { lookUps } = data;
  const shown = lookUps.find(({ track }) => track.id === trackId) ?? lookUps[0];
  if (!shown) return <p className={styles.about}>{text('enrich.none')}</p>;
  const waiting = lookUps.filter(({ state }) => state === 'waiting').length;
  return (
    // The keys of a lane, beside its buttons.
    <fieldset className={styles.lane} aria-label={text('enrich.title')} onKeyDown={keysOf(lookUps, shown)}>
      <div className={styles.side}>
        {waiting > 0 && (
          <p className={styles.note} role="status">
            {text('enrich.asking', { count: waiting })}
          </p>
        )}
        <ul className={styles.tracks} aria-label={text('enrich.tracks')}>
          {lookUps.map((lookUp) => (
            <li key={lookUp.track.id}>
              <button
                type="button"
                className={styles.track}
                aria-current={lookUp === shown}
                onClick={() => showTrack(lookUp.track.id)}
              >
                <span className={styles.name}>{nameOf(text, lookUp)}</span>
                <span className={styles.note}>{stateOf(text, lookUp)}</span>
              </button>
            </li>
          ))}
        </ul>
        <Button size="small" onPress={() => void applyAll()}>
          {text('enrich.applyAll')}
        </Button>
      </div>
      <CandidatePane key={shown.track.id} lookUps={lookUps} lookUp={shown} />
    </fieldset>
  );
}

function NotConnected() {
  const text = useText();
  const toSettings = () => {
    closeEnrich();
    runCommand('settings.services');
  };
  return (
    <div className={styles.empty}>
      <p>{text('enrich.notConnected')}</p>
      <Button kind="primary" onPress={toSettings}>
        {text('enrich.settings')}
      </Button>
    </div>
  );
}

function keysOf(lookUps: readonly LookUp[], lookUp: LookUp) {
  return (event: KeyboardEvent) => {
    const isField = event.target instanceof HTMLElement && event.target.closest('button, input, a') !== null;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'j' || key === 's') goOn(lookUps, lookUp, 1);
    else if (key === 'k') goOn(lookUps, lookUp, -1);
    else if (/^[1-9]$/.test(key) && lookUp.candidates[Number(key) - 1]) {
      chooseCandidate(lookUp.candidates[Number(key) - 1]?.id ?? '');
    } else if (key === 'enter' && !isField) void applyCurrent(lookUps, lookUp);
    else if (key === 'delete') void dismiss(lookUps, lookUp);
    else return;
    event.preventDefault();
  };
}

function nameOf(text: Text, { track: { artist, title, fileName } }: LookUp): string {
  if (title === '') return fileName;
  return artist === '' ? title : text('enrich.track', { artist, title });
}

function stateOf(text: Text, { state, error, candidates }: LookUp): string {
  if (state === 'failed') return text('enrich.state.failed', { reason: errorText(text, error ?? 'INTERNAL') });
  if (state !== 'found') return text(`enrich.state.${state}`);
  return text('enrich.state.found', { percent: Math.round((candidates[0]?.score ?? 0) * 100) });
}

import type { SongLookUp } from '#shared/contract/lookups.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Segmented } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { useConnection } from '../connectors/index.ts';
import { applySure } from './lookups.actions.ts';
import styles from './lookups.module.css';
import { closeLookups, useLookups } from './lookups.store.ts';
import { MatchPane } from './match-pane.tsx';
import { TablePane } from './table-pane.tsx';

/** Album, year, artist and cover of songs, from a service or from a pasted table. */
export function LookupsDialog() {
  const text = useText();
  const isOpen = useLookups((state) => state.isOpen);
  const way = useLookups((state) => state.way);
  if (!isOpen) return null;
  return (
    <Dialog title={text('lookups.title')} size="large" isOpen onClose={closeLookups}>
      <div className={styles.content}>
        <Segmented
          label={text('lookups.way')}
          value={way}
          options={[
            { value: 'service', text: text('lookups.way.service') },
            { value: 'table', text: text('lookups.way.table') },
          ]}
          onChange={(next) => useLookups.setState({ way: next })}
        />
        {way === 'service' ? <Services /> : <TablePane />}
      </div>
    </Dialog>
  );
}

function Services() {
  const text = useText();
  const musicbrainz = useConnection('musicbrainz');
  const spotify = useConnection('spotify');
  const { data } = useCall('lookups.list', {}, { keepsPrevious: true });
  const songId = useLookups((state) => state.songId);
  if (!data || !musicbrainz || !spotify) return null;
  if (!musicbrainz.isConnected && !spotify.isConnected) return <NotConnected />;
  const { lookUps, waiting } = data;
  const shown = songId ?? lookUps[0]?.songId ?? null;
  return (
    <div className={styles.lane}>
      <div className={styles.side}>
        {waiting > 0 && (
          <p className={styles.quiet} role="status">
            {text('lookups.asking', { count: waiting })}
          </p>
        )}
        <ul className={styles.songs} aria-label={text('lookups.songs')}>
          {lookUps.map((lookUp) => (
            <li key={lookUp.songId}>
              <button
                type="button"
                className={styles.song}
                aria-current={lookUp.songId === shown}
                onClick={() => useLookups.setState({ songId: lookUp.songId })}
              >
                <span>{[lookUp.artist, lookUp.title].filter(Boolean).join(' - ')}</span>
                <span className={styles.quiet}>{stateOf(text, lookUp)}</span>
              </button>
            </li>
          ))}
        </ul>
        <KeepChoice />
        <Button size="small" isDisabled={lookUps.length === 0} onPress={() => void attempt(applySure)}>
          {text('lookups.applySure')}
        </Button>
      </div>
      {shown === null ? (
        <p className={styles.quiet}>{text('lookups.none')}</p>
      ) : (
        <MatchPane key={shown} songId={shown} lookUp={lookUps.find((each) => each.songId === shown)} />
      )}
    </div>
  );
}

function KeepChoice() {
  const text = useText();
  const keeps = useLookups((state) => state.keepsArtistAndAlbum);
  return (
    <Checkbox isSelected={keeps} onChange={(keepsArtistAndAlbum) => useLookups.setState({ keepsArtistAndAlbum })}>
      {text('lookups.keep')}
    </Checkbox>
  );
}

function NotConnected() {
  const text = useText();
  const toSettings = () => {
    closeLookups();
    runCommand('settings.services');
  };
  return (
    <div className={styles.empty}>
      <p>{text('lookups.notConnected')}</p>
      <Button kind="primary" onPress={toSettings}>
        {text('lookups.settings')}
      </Button>
    </div>
  );
}

function stateOf(text: Text, { state, error, matches }: SongLookUp): string {
  if (state === 'failed') return text('lookups.state.failed', { reason: errorText(text, error ?? 'INTERNAL') });
  if (state !== 'found') return text(`lookups.state.${state}`);
  return text('lookups.state.found', { percent: Math.round((matches[0]?.score ?? 0) * 100) });
}

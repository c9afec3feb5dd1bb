import type { SongLookUp } from '#shared/contract/song-enrich.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Segmented } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { useConnection } from '../connectors/index.ts';
import { MatchPane } from './match-pane.tsx';
import { applySure } from './song-enrich.actions.ts';
import styles from './song-enrich.module.css';
import { closeSongEnrich, useSongEnrich } from './song-enrich.store.ts';
import { TablePane } from './table-pane.tsx';

/** Album, year, artist and cover of songs, from a service or from a pasted table. */
export function SongEnrichDialog() {
  const text = useText();
  const isOpen = useSongEnrich((state) => state.isOpen);
  const way = useSongEnrich((state) => state.way);
  if (!isOpen) return null;
  return (
    <Dialog title={text('songEnrich.title')} size="large" isOpen onClose={closeSongEnrich}>
      <div className={styles.content}>
        <Segmented
          label={text('songEnrich.way')}
          value={way}
          options={[
            { value: 'service', text: text('songEnrich.way.service') },
            { value: 'table', text: text('songEnrich.way.table') },
          ]}
          onChange={(next) => useSongEnrich.setState({ way: next })}
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
  const { data } = useCall('songEnrich.list', {}, { keepsPrevious: true });
  const songId = useSongEnrich((state) => state.songId);
  if (!data || !musicbrainz || !spotify) return null;
  if (!musicbrainz.isConnected && !spotify.isConnected) return <NotConnected />;
  const { lookUps, waiting } = data;
  const shown = songId ?? lookUps[0]?.songId ?? null;
  return (
    <div className={styles.lane}>
      <div className={styles.side}>
        {waiting > 0 && (
          <p className={styles.quiet} role="status">
            {text('songEnrich.asking', { count: waiting })}
          </p>
        )}
        <ul className={styles.songs} aria-label={text('songEnrich.songs')}>
          {lookUps.map((lookUp) => (
            <li key={lookUp.songId}>
              <button
                type="button"
                className={styles.song}
                aria-current={lookUp.songId === shown}
                onClick={() => useSongEnrich.setState({ songId: lookUp.songId })}
              >
                <span>{[lookUp.artist, lookUp.title].filter(Boolean).join(' - ')}</span>
                <span className={styles.quiet}>{stateOf(text, lookUp)}</span>
              </button>
            </li>
          ))}
        </ul>
        <KeepChoice />
        <Button size="small" isDisabled={lookUps.length === 0} onPress={() => void attempt(applySure)}>
          {text('songEnrich.applySure')}
        </Button>
      </div>
      {shown === null ? (
        <p className={styles.quiet}>{text('songEnrich.none')}</p>
      ) : (
        <MatchPane key={shown} songId={shown} lookUp={lookUps.find((each) => each.songId === shown)} />
      )}
    </div>
  );
}

function KeepChoice() {
  const text = useText();
  const keeps = useSongEnrich((state) => state.keepsArtistAndAlbum);
  return (
    <Checkbox isSelected={keeps} onChange={(keepsArtistAndAlbum) => useSongEnrich.setState({ keepsArtistAndAlbum })}>
      {text('songEnrich.keep')}
    </Checkbox>
  );
}

function NotConnected() {
  const text = useText();
  const toSettings = () => {
    closeSongEnrich();
    runCommand('settings.services');
  };
  return (
    <div className={styles.empty}>
      <p>{text('songEnrich.notConnected')}</p>
      <Button kind="primary" onPress={toSettings}>
        {text('songEnrich.settings')}
      </Button>
    </div>
  );
}

function stateOf(text: Text, { state, error, matches }: SongLookUp): string {
  if (state === 'failed') return text('songEnrich.state.failed', { reason: errorText(text, error ?? 'INTERNAL') });
  if (state !== 'found') return text(`songEnrich.state.${state}`);
  return text('songEnrich.state.found', { percent: Math.round((matches[0]?.score ?? 0) * 100) });
}

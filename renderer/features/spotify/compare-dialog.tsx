import type { Output } from '#shared/contract/index.ts';
import type { Playlist } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Dialog, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './spotify.module.css';
import { closeSpotify, isAtSpotify } from './spotify.store.ts';
import { SpotifyGate } from './spotify-gate.tsx';

type Compared = Output<'spotify.compare'>;
const sides = ['addedThere', 'removedThere', 'addedHere', 'removedHere'] as const;

/** What changed on each side since a playlist and its list at Spotify were equal, and taking it over either way. */
export function CompareDialog({ playlist }: { playlist: Playlist }) {
  const text = useText();
  return (
    <Dialog title={text('spotify.compare', { name: playlist.name })} isOpen onClose={closeSpotify}>
      <SpotifyGate>
        {isAtSpotify(playlist) ? (
          <Difference playlist={playlist} />
        ) : (
          <p className={styles.about}>{text('spotify.notSent')}</p>
        )}
      </SpotifyGate>
    </Dialog>
  );
}

function Difference({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const { data, error } = useCall('spotify.compare', { id: playlist.id }, { asksAnew: true });
  if (error) {
    return (
      <p className={styles.failure} role="alert">
        {errorText(text, error.code)}
      </p>
    );
  }
  if (!data) {
    return (
      <p className={styles.about} role="status">
        {text('spotify.comparing')}
      </p>
    );
  }
  const isSame = sides.every((side) => data[side].length === 0) && data.unknownHere === 0;
  const sync = (pull: boolean, push: boolean) =>
    attempt(async () => {
      await call('spotify.sync', { id: playlist.id, pull, push });
      closeSpotify();
      showToast({ text: textNow('spotify.syncing', { name: playlist.name }) });
    });
  return (
    <div className={styles.part}>
      {isSame && <p className={styles.about}>{text('spotify.same')}</p>}
      {sides.map((side) => (
        <Side key={side} side={side} tracks={data[side]} />
      ))}
      {data.unknownHere > 0 && (
        <p className={styles.about}>{text('spotify.unknownHere', { count: data.unknownHere })}</p>
      )}
      {!isSame && (
        <div className={styles.actions}>
          <Button onPress={() => void sync(true, false)}>{text('spotify.take')}</Button>
          <Button onPress={() => void sync(false, true)}>{text('spotify.give')}</Button>
          <Button kind="primary" onPress={() => void sync(true, true)}>
            {text('spotify.both')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Side({ side, tracks }: { side: (typeof sides)[number]; tracks: Compared['addedThere'] }) {
  const text = useText();
  if (tracks.length === 0) return null;
  // A list may hold a track twice.
  const once = [...new Map(tracks.map((track) => [track.uri, track])).values()];
  return (
    <section>
      <h3 className={styles.heading}>{text(`spotify.side.${side}`)}</h3>
      <ul className={styles.lists} aria-label={text(`spotify.side.${side}`)}>
        {once.map(({ uri, artist, title }) => (
          <li key={uri} className={styles.list}>
            {title === '' ? uri : text('spotify.track', { artist, title })}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { Context } from '#core/context.ts';
import type { Platform } from '#core/platform.ts';
import type { SpotifyApi } from './spotify/spotify-api.ts';
import { spotifyConnector } from './spotify/spotify-connector.ts';
import { storageConnectors } from './storage/storage-connectors.ts';

type ServiceParts = Pick<Context, 'db' | 'history' | 'changes' | 'connectors' | 'vault' | 'scanner'> & {
  platform: Platform;
};

/** Makes every service known to the connectors; answers with what the features ask directly. */
export function makeConnectors({ platform, db, history, changes, connectors, vault, scanner }: ServiceParts): {
  spotify: SpotifyApi;
} {
  const { serviceUrls, version } = platform;
  const now = () => platform.now();
  const onChange = () => changes.add({ topics: ['connectors'] });
  const userAgent = `Ledgerline/${version}`;
  const spotify = spotifyConnector({
    ...{ db, history, changes, now, onChange, userAgent },
    url: serviceUrls?.spotify,
    access: () => connectors.access('spotify'),
    keep: (secrets) => vault.write('spotify', secrets),
    async forget() {
      await vault.forget('spotify');
      connectors.noteSignedOut('spotify');
    },
  });
  const storage = storageConnectors({
    ...{ db, now, onChange, userAgent },
    home: platform.home,
    access: (id) => connectors.access(id),
    readPicture: (path) => scanner.thumbnails.readWhole(path),
    cloudinaryUrl: serviceUrls?.cloudinary,
  });
  connectors.use(spotify.connector, ...storage);
  return { spotify: spotify.api };
}

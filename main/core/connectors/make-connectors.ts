import type { Context } from '#core/context.ts';
import { lookUpTask } from '#core/enrich/look-up-task.ts';
import { webhookConnector } from '#core/notifications/webhook-connector.ts';
import type { Platform } from '#core/platform.ts';
import { songLookUpTask } from '#core/studio/lookups/song-look-up-task.ts';
import { findConnection } from './connections.repository.ts';
import { type MusicBrainzApis, musicBrainzConnectors } from './musicbrainz/musicbrainz-connectors.ts';
import type { SpotifyApi } from './spotify/spotify-api.ts';
import { spotifyConnector } from './spotify/spotify-connector.ts';
import { storageConnectors } from './storage/storage-connectors.ts';

type ServiceParts = Pick<Context, 'db' | 'history' | 'changes' | 'connectors' | 'vault' | 'scanner'> & {
  platform: Platform;
};

/** Makes every service known to the connectors; answers with what the features ask directly. */
export function makeConnectors({ platform, db, history, changes, connectors, vault, scanner }: ServiceParts): {
  spotify: SpotifyApi;
  apis: MusicBrainzApis;
} {
  const { serviceUrls, version } = platform;
  const now = () => platform.now();
  const onChange = () => changes.add({ topics: ['connectors'] });
  const userAgent = `Ledgerline/${version}`;
  const spotify = spotifyConnector({
    ...{ db, history, changes, now, onChange, userAgent },
    url: serviceUrls?.spotify,
    access: () => connectors.access('spotify'),
    keep: (secrets) => connectors.keepSecrets('spotify', secrets),
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
  const open = musicBrainzConnectors({
    ...{ db, now, onChange, version },
    contact: () => findConnection(db, 'musicbrainz')?.settings.contact ?? '',
    access: (id) => connectors.access(id),
    urls: serviceUrls ?? {},
    tasks: (apis) => ({
      lookUp: lookUpTask({ db, now, onChange, apis, canHear: () => connectors.isConnected('acoustid') }),
      lookUpSongs: songLookUpTask({ db, now, onChange, apis }),
    }),
  });
  const webhook = webhookConnector({ now, onChange, userAgent, access: () => connectors.access('webhook') });
  connectors.use(spotify.connector, ...open.connectors, ...storage, webhook);
  return { spotify: spotify.api, apis: open.apis };
}

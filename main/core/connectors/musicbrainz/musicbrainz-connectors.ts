import type { Db } from '#core/db/query.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';
import { AppError } from '#shared/errors.ts';
import type { Access, Connector, TaskKind } from '../connector.ts';
import { ConnectorHttp } from '../connector-http.ts';
import { findBySound, type HeardRecording } from './acoustid-api.ts';
import { MusicBrainzApi } from './musicbrainz-api.ts';
import { similarRecordings } from './musicbrainz-shapes.ts';

type MusicBrainzOptions = {
  db: Db;
  now(): number;
  version: string;
  contact(): string;
  access(id: ServiceId): Promise<Access>;
  /** Of stand-ins, for tests. */
  urls: Partial<Record<ServiceId, string>>;
  /** What the queue of MusicBrainz can do: core/enrich. */
  tasks(apis: MusicBrainzApis): Readonly<Record<string, TaskKind>>;
  onChange(): void;
};

export type MusicBrainzApis = {
  musicbrainz: MusicBrainzApi;
  /** Recordings that sound so, by AcoustID. */
  findBySound(sound: { fingerprint: string; durationMs: number }): Promise<HeardRecording[]>;
  /** Recordings that are listened to together with one, by ListenBrainz; the most first. */
  findHeardTogether(
    recordingId: string,
  ): Promise<{ recordingId: string; title: string; artist: string; score: number }[]>;
};

/** Those that ListenBrainz shows on its own pages. */
const algorithm =
  'session_based_days_7500_session_300_contribution_5_threshold_15_limit_50_skip_30_top_n_listeners_1000';

/** MusicBrainz with the Cover Art Archive, AcoustID, and ListenBrainz: open data on music, under one kind of identifier. */
export function musicBrainzConnectors(options: MusicBrainzOptions): { connectors: Connector[]; apis: MusicBrainzApis } {
  const { db, now, urls, access, onChange } = options;
  // MusicBrainz turns away programs that do not say who asks.
  const userAgent = () => `Ledgerline/${options.version} ( ${options.contact() || 'no contact given'} )`;
  const http = (service: ServiceId, intervalMs: number) =>
    new ConnectorHttp({ service, now, intervalMs: urls[service] ? 0 : intervalMs, userAgent, onChange });
  const musicbrainzHttp = http('musicbrainz', 1100);
  const acoustidHttp = http('acoustid', 350);
  const listenbrainzHttp = http('listenbrainz', 1000);
  const coverHttp = http('musicbrainz', 300);
  const musicbrainz = new MusicBrainzApi({
    ...{ db, now },
    http: musicbrainzHttp,
    coverHttp,
    urls: {
      musicbrainz: urls.musicbrainz ?? 'https://musicbrainz.org',
      covers: urls.musicbrainz ?? 'https://coverartarchive.org',
    },
    access: () => access('musicbrainz'),
  });
  const acoustidUrl = urls.acoustid ?? 'https://api.acoustid.org';
  const labsUrl = urls.listenbrainz ?? 'https://labs.api.listenbrainz.org';
  const apis: MusicBrainzApis = {
    musicbrainz,
    findBySound: async (sound) => findBySound(acoustidHttp, acoustidUrl, await access('acoustid'), sound),
    async findHeardTogether(recordingId) {
      const { secrets } = await access('listenbrainz');
      const query = new URLSearchParams({ recording_mbids: recordingId, algorithm });
      const found = similarRecordings.safeParse(
        await listenbrainzHttp.json({
          url: `${labsUrl}/similar-recordings/json?${query}`,
          headers: secrets.token ? { authorization: `Token ${secrets.token}` } : {},
        }),
      );
      if (!found.success) throw new AppError('SERVICE_ANSWER', 'ListenBrainz answered something unknown.');
      return found.data.map(({ recording_mbid, recording_name, artist_credit_name, score }) => ({
        recordingId: recording_mbid,
        title: recording_name ?? '',
        artist: artist_credit_name ?? '',
        score,
      }));
    },
  };
  const connectors: Connector[] = [
    {
      id: 'musicbrainz',
      http: musicbrainzHttp,
      moreHttp: [coverHttp],
      check: async ({ settings }) => {
        const contact = settings.contact ?? '';
        if (!/^(?=[!-~]+$)(\S+@\S+\.\S+|https?:\/\/\S+\.\S+)$/.test(contact)) {
          throw new AppError('INVALID_INPUT', 'An e-mail or web address is needed.', { field: 'contact' });
        }
        return contact;
      },
      tasks: options.tasks(apis),
    },
    {
      id: 'acoustid',
      http: acoustidHttp,
      // A fingerprint of nothing is refused as invalid (3), an unknown key as unknown (4).
      check: async (given) => {
        await findBySound(acoustidHttp, acoustidUrl, given, { fingerprint: 'AQAAAA', durationMs: 10_000 }).catch(
          (error) => {
            if (!(error instanceof AppError) || error.code !== 'SERVICE_REFUSED') throw error;
          },
        );
        return '';
      },
      tasks: {},
    },
    { id: 'listenbrainz', http: listenbrainzHttp, check: async () => '', tasks: {} },
  ];
  return { connectors, apis };
}

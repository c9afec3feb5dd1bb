import { findAnswer, keepAnswer } from '#core/connectors/connections.repository.ts';
import type { Connectors } from '#core/connectors/connectors.ts';
import type { MusicBrainzApis } from '#core/connectors/musicbrainz/musicbrainz-connectors.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import { EntryMatcher, sureScore } from '../match-entry.ts';

type Heard = Awaited<ReturnType<MusicBrainzApis['findHeardTogether']>>;

export type HeardOptions = {
  db: Db;
  now(): number;
  apis: Pick<MusicBrainzApis, 'findHeardTogether'>;
  connectors: Pick<Connectors, 'isConnected'>;
  logError(message: string, error: unknown): void;
};

/** What listeners do changes slowly. */
const keptForMs = 14 * 86_400_000;
/** Nobody waits longer for a list that all others can fill; what comes later is there for the next one. */
const patienceMs = 3000;

/**
 * What ListenBrainz says is heard together with a track, as tracks of the library. Empty while that service is not connected,
 * while it does not answer, and for tracks that are not known to MusicBrainz (Enrich links them).
 */
export class HeardTogether {
  readonly #options: HeardOptions;
  readonly #asking = new Map<string, Promise<Heard>>();

  constructor(options: HeardOptions) {
    this.#options = options;
  }

  /** Tracks with how often they are heard with it, 0 to 1 for the most. */
  async find(trackId: number): Promise<[trackId: number, score: number][]> {
    const { db, connectors } = this.#options;
    if (!connectors.isConnected('listenbrainz')) return [];
    const recordingId = prepare(db, `SELECT item FROM service_link WHERE service = 'musicbrainz' AND track_id = ?`)
      .pluck()
      .get(trackId) as string | undefined;
    return recordingId === undefined ? [] : this.#toTracks(await this.#ask(recordingId));
  }

  async #ask(recordingId: string): Promise<Heard> {
    const { db, now } = this.#options;
    const known = findAnswer(db, 'listenbrainz', requestOf(recordingId), now()) as Heard | undefined;
    if (known) return known;
    let asking = this.#asking.get(recordingId);
    if (!asking) {
      asking = this.#fetch(recordingId).finally(() => this.#asking.delete(recordingId));
      this.#asking.set(recordingId, asking);
    }
    return withPatience(asking);
  }

  async #fetch(recordingId: string): Promise<Heard> {
    const { db, now, apis, connectors, logError } = this.#options;
    try {
      const heard = await apis.findHeardTogether(recordingId);
      // It may have been disconnected meanwhile, and its answers with it.
      if (connectors.isConnected('listenbrainz'))
        keepAnswer(db, 'listenbrainz', requestOf(recordingId), heard, { now: now(), forMs: keptForMs });
      return heard;
    } catch (error) {
      if (!(error instanceof AppError)) logError('Asking what is heard together failed', error);
      return [];
    }
  }

  #toTracks(heard: Heard): [number, number][] {
    const { db } = this.#options;
    const most = Math.max(1, ...heard.map(({ score }) => score));
    const matcher = new EntryMatcher(db);
    const byLink = prepare(db, `SELECT track_id FROM service_link WHERE service = 'musicbrainz' AND item = ?`).pluck();
    const found = new Map<number, number>();
    for (const { recordingId, title, artist, score } of heard) {
      const linked = byLink.get(recordingId) as number | undefined;
      const trackId = linked ?? matchByName(matcher, title, artist);
      if (trackId === null) continue;
      found.set(trackId, Math.max(found.get(trackId) ?? 0, Math.sqrt(Math.max(0, score) / most)));
    }
    return [...found];
  }
}

function requestOf(recordingId: string): string {
  return `similar-recordings ${recordingId}`;
}

function matchByName(matcher: EntryMatcher, title: string, artist: string): number | null {
  if (title === '' || artist === '') return null;
  const match = matcher.match({ title, artist, album: '', durationMs: null, isrc: '', location: '' });
  return match && match.score >= sureScore ? match.trackId : null;
}

async function withPatience(asking: Promise<Heard>): Promise<Heard> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Heard>((resolve) => {
    timer = setTimeout(() => resolve([]), patienceMs);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
}

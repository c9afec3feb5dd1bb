import { z } from 'zod';
import type { TaskKind } from '#core/connectors/connector.ts';
import type { MusicBrainzApis } from '#core/connectors/musicbrainz/musicbrainz-connectors.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { AppError, toWire } from '#shared/errors.ts';
import { factsOfSong, findAtMusicBrainz } from './find-matches.ts';
import { type KeptSongLookUp, keepSongLookUp } from './song-look-ups.repository.ts';

const input = z.object({ songIds: z.array(z.number()) });
export type SongLookUpInput = z.output<typeof input>;

type Parts = { db: Db; now(): number; apis: MusicBrainzApis; onChange(): void };

/** Looks songs up one after the other; one that cannot be found does not stop the others, and a restart goes on. */
export function songLookUpTask(parts: Parts): TaskKind {
  return {
    // The number says it in every language.
    subject: (given) => String(input.parse(given).songIds.length),
    async run({ input: given, progress, save, signal }) {
      const { songIds } = input.parse(given);
      for (let index = z.number().catch(0).parse(progress); index < songIds.length; index += 1) {
        signal.throwIfAborted();
        const id = songIds[index] as number;
        const isThere = prepare(parts.db, 'SELECT 1 FROM song WHERE id = ?').get(id) !== undefined;
        if (isThere) keepSongLookUp(parts.db, id, await lookUpOne(parts, id), parts.now());
        save(index + 1, (index + 1) / songIds.length);
        parts.onChange();
      }
    },
  };
}

async function lookUpOne({ db, apis }: Parts, id: number): Promise<KeptSongLookUp> {
  try {
    const matches = await findAtMusicBrainz(apis, factsOfSong(db, id));
    return { state: matches.length > 0 ? 'found' : 'none', error: null, matches };
  } catch (error) {
    const { code } = toWire(error);
    // These are about the service, not about this song: the task waits, or ends.
    const isOfService = code.startsWith('SERVICE_') && code !== 'SERVICE_REFUSED' && code !== 'SERVICE_ANSWER';
    if (isOfService || code === 'CANCELLED' || !(error instanceof AppError)) throw error;
    return { state: 'failed', error: code, matches: [] };
  }
}

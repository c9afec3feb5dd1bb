import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { storeProfile } from '#core/label/lint/store-profiles.ts';
import { AppError } from '#shared/errors.ts';
import { masterPath, type ReleaseSnapshot, type SnapshotTrack } from './release-snapshot.ts';
import type { StoreFacts } from './stores.repository.ts';

/** Whom a package is for: a distributor with its stores, or one store. */
export type PackageTarget = { name: string; stores: readonly StoreFacts[] };

/** Stores that go through one distributor, together. */
export function targetsOf(stores: readonly StoreFacts[]): PackageTarget[] {
  const targets = new Map<string, StoreFacts[]>();
  for (const store of stores) {
    const key = store.distributor === '' ? `store ${store.key}` : `distributor ${store.distributor.toLowerCase()}`;
    targets.set(key, [...(targets.get(key) ?? []), store]);
  }
  return [...targets.values()].map((each) => ({ name: each[0]?.distributor || (each[0]?.name ?? ''), stores: each }));
}

/** Letters, digits, '-' and '_' of a text: every system and every server takes that as a name. */
export function plainName(text: string, most = 60): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, most)
    .replaceAll(/^-+|-+$/g, '');
}

/** What a release is called in its package: the code that stores know it by. */
export function releaseName({ release }: ReleaseSnapshot): string {
  return plainName(release.upc || release.grid || release.catalogueNumber) || `R${release.id}`;
}

export type PlannedAudio = {
  track: SnapshotTrack;
  source: string;
  name: string;
  as: 'master' | 'wav' | 'plainWave';
};

const losslessEnds: Readonly<Record<string, string>> = { wav: 'wav', aiff: 'aiff', flac: 'flac', mp4: 'm4a' };

/**
 * How each track becomes a file, none of which loses a bit. Throws DELIVERY_AUDIO_MISSING and DELIVERY_AUDIO_LOSSY, which name the
 * track.
 */
export function planAudio(db: Db, snapshot: ReleaseSnapshot, { stores }: PackageTarget): PlannedAudio[] {
  const profiles = stores.map(({ key }) => storeProfile(key).audio);
  const wantsWave = stores.some(({ audio }) => audio === 'wav');
  const refusesExtensible = profiles.some(({ refusesExtensibleWave }) => refusesExtensibleWave);
  const discs = new Set(snapshot.tracks.map(({ disc }) => disc)).size;
  return snapshot.tracks.map((track, index) => {
    const named = { track: index + 1, title: track.title };
    const { audio } = track;
    const source = audio === null ? null : masterPath(db, audio.trackId);
    if (audio === null || source === null || !existsSync(source)) {
      throw new AppError('DELIVERY_AUDIO_MISSING', `There is no file for track ${index + 1}, “${track.title}”.`, named);
    }
    const end = losslessEnds[audio.format];
    if (!audio.isLossless || end === undefined) {
      throw new AppError(
        'DELIVERY_AUDIO_LOSSY',
        `Track ${index + 1}, “${track.title}”, has no lossless master.`,
        named,
      );
    }
    const container = audio.format === 'mp4' ? 'alac' : audio.format;
    const isTaken = profiles.every(({ containers }) => containers.includes(container));
    const as = wantsWave || !isTaken ? 'wav' : end === 'wav' && refusesExtensible ? 'plainWave' : 'master';
    const number = `${discs > 1 ? `${track.disc}-` : ''}${String(track.number).padStart(2, '0')}`;
    const words = [number, plainName(track.isrc), plainName(track.title, 40)].filter(Boolean).join('_');
    // A plain WAV stays as it is also where WAV was asked for.
    return {
      track,
      source,
      name: `${words}.${as === 'master' ? end : 'wav'}`,
      as: as === 'wav' && end === 'wav' ? 'plainWave' : as,
    };
  });
}

/** Where the picture of a release lies, in the size it came in. Throws DELIVERY_ARTWORK_MISSING. */
export function planArtwork(db: Db, snapshot: ReleaseSnapshot, pictures: string): { source: string; isMusic: boolean } {
  const { artworkHash } = snapshot.release;
  if (artworkHash !== null) {
    const added = join(pictures, artworkHash);
    if (existsSync(added)) return { source: added, isMusic: false };
    // The cover of a track is kept small; its file has it whole.
    const tracks = prepare(
      db,
      `SELECT id FROM track WHERE artwork_hash = ? AND missing_since IS NULL
       ORDER BY id IN (SELECT value FROM json_each(?)) DESC, id LIMIT 20`,
    )
      .pluck()
      .all(artworkHash, JSON.stringify(snapshot.tracks.map(({ audio }) => audio?.trackId ?? 0))) as number[];
    for (const id of tracks) {
      const path = masterPath(db, id);
      if (path !== null && existsSync(path)) return { source: path, isMusic: true };
    }
  }
  throw new AppError('DELIVERY_ARTWORK_MISSING', 'The release has no artwork that could be sent.', {});
}

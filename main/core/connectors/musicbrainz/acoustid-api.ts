import { gzipSync } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import type { Access } from '../connector.ts';
import type { ConnectorHttp } from '../connector-http.ts';
import { acoustidAnswer } from './musicbrainz-shapes.ts';

/** A recording of MusicBrainz that sounds so; `score` is 0 to 1. */
export type HeardRecording = { recordingId: string; score: number };

/** Asks AcoustID which recordings have a fingerprint (as fpcalc writes it). Throws SERVICE_… errors. */
export async function findBySound(
  http: ConnectorHttp,
  url: string,
  { secrets }: Access,
  sound: { fingerprint: string; durationMs: number },
): Promise<HeardRecording[]> {
  const form = new URLSearchParams({
    client: secrets.clientKey ?? '',
    format: 'json',
    duration: String(Math.round(sound.durationMs / 1000)),
    fingerprint: sound.fingerprint,
    meta: 'recordingids',
  });
  const answer = await http.json({
    method: 'POST',
    url: `${url}/v2/lookup`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
    body: gzipSync(form.toString()),
    // A question changes nothing there.
    isRepeatable: true,
    expects: [400],
  });
  const { data } = acoustidAnswer.safeParse(answer);
  if (!data) throw new AppError('SERVICE_ANSWER', 'AcoustID answered something unknown.');
  // 4: the application key is not known.
  if (data.status !== 'ok')
    throw new AppError(data.error?.code === 4 ? 'SERVICE_SIGN_IN' : 'SERVICE_REFUSED', 'AcoustID said no.');
  const best = new Map<string, number>();
  for (const { score, recordings } of data.results) {
    for (const { id } of recordings) best.set(id, Math.max(best.get(id) ?? 0, score));
  }
  return [...best]
    .map(([recordingId, score]) => ({ recordingId, score: Math.min(1, score) }))
    .sort((a, b) => b.score - a.score);
}

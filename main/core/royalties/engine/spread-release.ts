import { allocateWhole } from '../../../../shared/money.ts';
import type { ContractIndex } from './coverage.ts';
import { compareNumbers } from './exact.ts';
import type { Release, Sum } from './input.ts';
import type { Findings } from './warnings.ts';

/** A sum, or the part of it that one track has. */
export type Piece = {
  sum: Sum;
  recordingId: number | null;
  /** The statement's, or the only one that the recording is on. */
  releaseId: number | null;
  weight: number;
  weightOf: number;
  /** Millionths. */
  units: bigint;
  net: bigint;
  gross: bigint | null;
};

const million = 1_000_000n;

/** Income of a whole release comes to its tracks, each by its weight; anything else stays whole. */
export function piecesOf(sum: Sum, index: ContractIndex, findings: Findings): Piece[] {
  const units = BigInt(sum.units) * million;
  const all: Piece = {
    sum,
    recordingId: sum.recordingId,
    releaseId: sum.releaseId ?? (sum.recordingId === null ? null : index.onlyReleaseOf(sum.recordingId)),
    weight: 1,
    weightOf: 1,
    units,
    net: sum.net,
    gross: sum.gross,
  };
  if (sum.recordingId !== null) {
    if (!index.recording(sum.recordingId)) findings.warn('RECORDING_UNKNOWN', { recordingId: sum.recordingId });
    return [all];
  }
  if (sum.releaseId === null) return [all];
  const release = index.release(sum.releaseId);
  if (!release || release.tracks.length === 0) {
    findings.warn('RELEASE_UNKNOWN', { releaseId: sum.releaseId });
    return [all];
  }
  const tracks = weighTracks(release, index, findings);
  const weights = tracks.map(({ weight }) => BigInt(weight));
  const weightOf = tracks.reduce((before, { weight }) => before + weight, 0);
  const nets = allocateWhole(sum.net, weights);
  const unitsOf = allocateWhole(units, weights);
  const grosses = sum.gross === null ? null : allocateWhole(sum.gross, weights);
  return tracks.map(({ recordingId, weight }, position) => ({
    sum,
    recordingId,
    releaseId: sum.releaseId,
    weight,
    weightOf,
    units: unitsOf[position] as bigint,
    net: nets[position] as bigint,
    gross: grosses ? (grosses[position] as bigint) : null,
  }));
}

type Weighed = { recordingId: number; weight: number };

function weighTracks(release: Release, index: ContractIndex, findings: Findings): Weighed[] {
  const tracks = [...release.tracks].sort(
    (one, other) => compareNumbers(one.recordingId, other.recordingId) || one.weight - other.weight,
  );
  const equally = tracks.map(({ recordingId }) => ({ recordingId, weight: 1 }));
  if (release.spread === 'equal') return equally;
  const weighed = tracks.map(({ recordingId, weight }) => ({
    recordingId,
    weight: release.spread === 'weights' ? weight : (index.recording(recordingId)?.durationMs ?? 0),
  }));
  const isKnown =
    release.spread === 'weights' ? weighed.some(({ weight }) => weight > 0) : weighed.every(({ weight }) => weight > 0);
  if (isKnown) return weighed;
  findings.warn('SPREAD_EQUALLY', { releaseId: release.id });
  return equally;
}

import { join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { JobKind, Prepared } from '#core/jobs/job-runner.ts';
import { clearProblem, saveProblem } from '#core/library/problems.repository.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Analysis } from './analyse.ts';
import * as repository from './analysis.repository.ts';
import type { WaveformFiles } from './waveform-files.ts';

export type AnalysisInput = {
  path: string;
  ffmpegPath: string | null;
  /** Hashes of audio that this may be; if it is, it need not be decoded. */
  known?: readonly string[];
};
export type AnalysisOutput = Analysis | { knownHash: string };

/** Content that ended a worker so often is not tried again until the user asks. */
const maxStrikes = 2;
const shortestTimeoutMs = 30_000;
/** For files that do not say how long they are: as if they lasted an hour and a half. */
const unknownDurationMs = 5_400_000;

export type AnalysisJobOptions = {
  db: Db;
  waveforms: WaveformFiles;
  now(): number;
  onAnalysed(trackId: number, durationMs: number, analysisMs: number): void;
  onFailed(trackId: number): void;
};

/**
 * Reads a track's audio once and keeps what was found under the hash of its audio.
 *
 * Subject: a track id. A result known for the same audio is taken over without decoding. Failures of the file are
 * problems and are not retried; a worker's death is a strike against the content.
 */
export function analysisJob(options: AnalysisJobOptions): JobKind<AnalysisInput, AnalysisOutput> {
  const { db, waveforms, now } = options;

  const applyToCopy = (trackId: number, audioHash: string) => {
    repository.applyAnalysis(db, trackId, audioHash, now());
    options.onAnalysed(trackId, 0, 0);
  };

  return {
    kind: 'analysis',
    maxAttempts: 3,
    prepare: (trackId) => prepareAnalysis(db, trackId, now(), () => options.onAnalysed(trackId, 0, 0)),
    store: async (output) => {
      if (!('knownHash' in output)) await waveforms.write(output.audioHash, output.waveform.encoded);
    },

    commit(trackId, output) {
      const analysis = 'knownHash' in output ? null : output;
      const audioHash = 'knownHash' in output ? output.knownHash : output.audioHash;
      if (analysis) repository.saveAnalysis(db, toTable(analysis, now()));
      repository.applyAnalysis(db, trackId, audioHash, now());
      // Copies of the same audio show what is newer too.
      if (analysis) for (const copy of repository.listAnalysed(db, audioHash, trackId)) applyToCopy(copy, audioHash);
      const subject = repository.findSubject(db, trackId);
      if (subject) clearProblem(db, 'analysis', subject.folderId, subject.path);
      if (subject?.quickHash) repository.liftQuarantine(db, subject.quickHash);
      options.onAnalysed(trackId, analysis?.durationMs ?? 0, analysis?.analysisMs ?? 0);
    },

    fail(trackId, code) {
      const subject = repository.findSubject(db, trackId);
      if (!subject) return;
      // Its disk may have gone, or a scan has yet to say that it is missing. It waits until a scan finds it again.
      if (code === 'FILE_NOT_FOUND') return options.onFailed(trackId);
      // What was found before stays, when finding it again fails.
      if (subject.state !== 'done') {
        repository.setAnalysisState(db, trackId, code === 'FORMAT_UNSUPPORTED' ? 'unsupported' : 'failed');
      }
      const isQuarantined = isOut(db, subject.quickHash);
      saveProblem(db, {
        stage: 'analysis',
        folderId: subject.folderId,
        path: subject.path,
        trackId,
        code: isQuarantined ? 'QUARANTINED' : code,
        at: now(),
      });
      options.onFailed(trackId);
    },

    strike(trackId, code) {
      const quickHash = repository.findSubject(db, trackId)?.quickHash;
      return quickHash ? repository.addStrike(db, quickHash, code, now()) >= maxStrikes : false;
    },
  };
}

function prepareAnalysis(db: Db, trackId: number, now: number, onReused: () => void): Prepared<AnalysisInput> {
  const subject = repository.findSubject(db, trackId);
  // A file that is away is analysed when it comes back: the scan sees to it.
  if (!subject || subject.isMissing || subject.isOffline) return { type: 'finish', commit: () => undefined };
  if (isOut(db, subject.quickHash)) return { type: 'fail', code: 'QUARANTINED' as ErrorCode };
  const { audioHash } = subject;
  const known = audioHash ? repository.findAnalysis(db, audioHash) : undefined;
  if (audioHash && known && repository.isCurrent(known.versions) && subject.state !== 'done') {
    const commit = () => {
      repository.applyAnalysis(db, trackId, audioHash, now);
      onReused();
    };
    return { type: 'finish', commit };
  }
  return {
    type: 'run',
    input: {
      path: join(subject.folderPath, subject.path),
      ffmpegPath: getSettings(db).ffmpegPath,
      known: subject.state === 'done' ? [] : repository.listKnownAudio(db, subject.quickHash),
    },
    timeoutMs: Math.max(shortestTimeoutMs, (subject.durationMs ?? unknownDurationMs) / 5),
  };
}

function isOut(db: Db, quickHash: string | null): boolean {
  if (!quickHash) return false;
  return (repository.findQuarantine(db, quickHash)?.strikes ?? 0) >= maxStrikes;
}

function toTable(analysis: Analysis, now: number) {
  const { tempo, key, loudness } = analysis.findings;
  return {
    audio_hash: analysis.audioHash,
    versions: JSON.stringify(analysis.versions),
    analysed_at: now,
    analysis_ms: Math.round(analysis.analysisMs),
    duration_ms: Math.round(analysis.durationMs),
    bpm: tempo.bpm,
    bpm_confidence: tempo.confidence,
    beats: bytesOf(analysis.beats),
    musical_key: key.key,
    key_confidence: key.confidence,
    alternative_key: key.candidates[1]?.key ?? null,
    lufs: loudness.lufs,
    true_peak_db: loudness.truePeakDb,
    loudness_range: loudness.rangeLu,
    is_truncated: analysis.truncated ? (1 as const) : (0 as const),
    waveform_overview: analysis.waveform.overview,
    findings: JSON.stringify(analysis.findings),
    quick_hash: analysis.quickHash,
    fingerprint: analysis.fingerprint && bytesOf(analysis.fingerprint),
    similarity: analysis.similarity,
    spectrum: analysis.spectrum,
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

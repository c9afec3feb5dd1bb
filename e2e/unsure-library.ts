import { settleTrack } from '../main/core/analysis/settle-track.ts';
import { openLibrary } from '../main/core/db/open-library.ts';
import { type Findings, findings as findingsSchema } from '../shared/findings.ts';

/** How what was found in a file is made less sure; all other files are made sure of everything. */
const doubts: Readonly<Record<string, (findings: Findings) => void>> = {
  'night-bus.mp3': (findings) => doubtTempo(findings, 0.52),
  'paper-boats.flac': (findings) => {
    doubtTempo(findings, 0.65);
    doubtKey(findings);
  },
  'glass-garden.m4a': doubtKey,
  'harbour-lights.aiff': doubtQuality,
  'slow-lanterns-alac.m4a': doubtMood,
};

/**
 * Makes the findings of a library unsure where a test needs a question: real analysis is sure of such plain music, or
 * not, as its weights happen to be.
 */
export function makeUnsure(home: string): void {
  changeFindings(home, (findings, fileName) => {
    makeSure(findings);
    doubts[fileName]?.(findings);
  });
}

/** Makes a library sure of everything. */
export function makeAllSure(home: string): void {
  changeFindings(home, makeSure);
}

/** Changes what is stored of each track's sound, and what lists show of it. */
function changeFindings(home: string, change: (findings: Findings, fileName: string) => void): void {
  const { db, close } = openLibrary(home);
  const rows = db
    .prepare(
      'SELECT track.id, file_name AS fileName, analysis.audio_hash AS hash, findings FROM track JOIN analysis USING (audio_hash)',
    )
    .all() as { id: number; fileName: string; hash: string; findings: string }[];
  db.transaction(() => {
    for (const { id, fileName, hash, findings: text } of rows) {
      const findings = findingsSchema.parse(JSON.parse(text));
      change(findings, fileName);
      const stored = JSON.stringify(findingsSchema.parse(findings));
      const { tempo, key } = findings;
      db.prepare(
        `UPDATE analysis SET findings = ?, bpm = ?, bpm_confidence = ?, musical_key = ?, key_confidence = ?
         WHERE audio_hash = ?`,
      ).run(stored, tempo.bpm, tempo.confidence, key.key, key.confidence, hash);
      settleTrack(db, id, { actor: 'analysis', now: Date.now() });
    }
  })();
  close();
}

function makeSure({ tempo, key, quality, character }: Findings): void {
  tempo.confidence = 0.95;
  key.confidence = 0.95;
  if (character) character.moodConfidence = 0.95;
  if (quality)
    Object.assign(quality, { verdict: 'lossless', verdictConfidence: 0.95, reasons: [], silences: [], score: 100 });
}

function doubtTempo({ tempo }: Findings, confidence: number): void {
  const bpm = Math.round(tempo.bpm ?? 120);
  Object.assign(tempo, {
    bpm,
    confidence,
    candidates: [
      { bpm, share: confidence },
      { bpm: bpm / 2, share: 0.3 },
      { bpm: (bpm * 2) / 3, share: 0.04 },
    ],
    opinions: [
      { method: 'resolver', bpm, confidence: 0.71 },
      { method: 'essentia', bpm: bpm / 2, confidence: 0.66 },
    ],
  });
}

function doubtKey({ key }: Findings): void {
  Object.assign(key, {
    key: 14,
    confidence: 0.5,
    candidates: [
      { key: 14, share: 0.5 },
      { key: 15, share: 0.3 },
    ],
    opinions: [{ method: 'profiles', key: 14, confidence: 0.5 }],
    segments: [
      { startMs: 0, endMs: 4000, key: 14, confidence: 0.5 },
      { startMs: 4000, endMs: 9600, key: 15, confidence: 0.4 },
    ],
  });
}

function doubtQuality(findings: Findings): void {
  findings.quality = {
    score: 25,
    verdict: 'transcode',
    verdictConfidence: 0.93,
    reasons: [
      { code: 'TRANSCODE', value: 93, cost: 60 },
      { code: 'CLIPPED', value: 214, cost: 15 },
    ],
    bandwidthHz: 16_000,
    clippedRuns: 214,
    dcOffset: 0,
    silentStartMs: 0,
    silentEndMs: 0,
    silences: [{ startMs: 3000, endMs: 5000 }],
    correlation: 0.4,
    effectiveBits: 16,
  };
}

function doubtMood({ character }: Findings): void {
  if (!character) throw new Error('Expected a character of slow-lanterns-alac.m4a');
  character.moodConfidence = 0.4;
  character.moods = { happy: 0.3, sad: 0.7, aggressive: 0.1, relaxed: 0.6, acoustic: 0.4, electronic: 0.2, party: 0.1 };
}

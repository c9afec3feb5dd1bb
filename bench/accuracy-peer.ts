import { openDecoder } from '../main/core/analysis/decode/open-decoder.ts';
import { EssentiaModule } from '../main/core/analysis/essentia/essentia-module.ts';
import { Resampler } from '../main/core/analysis/resampler.ts';
import { type MusicKey, parseKey } from '../shared/music-key.ts';

const rate = 44_100;
const essentia = new EssentiaModule();

/** What essentia.js with its best settings says: RhythmExtractor2013 multifeature and KeyExtractor with bgate. */
export async function measurePeer(path: string): Promise<{ bpm: number | null; key: MusicKey | null }> {
  const mono = await decodeMono(path);
  const bpm = essentia.run(mono, (core, signal) => {
    const { bpm, ticks, estimates, bpmIntervals } = core.RhythmExtractor2013(signal, 208, 'multifeature', 40);
    for (const vector of [ticks, estimates, bpmIntervals]) vector.delete();
    return bpm > 0 ? bpm : null;
  });
  const key = essentia.run(mono, (core, signal) => {
    const found = core.KeyExtractor(signal, true, 4096, 4096, 12, 3500, 60, 25, 0.2, 'bgate', rate);
    return parseKey(`${found.key}${found.scale === 'minor' ? 'm' : ''}`);
  });
  return { bpm, key };
}

async function decodeMono(path: string): Promise<Float32Array> {
  const audio = await openDecoder(path, {});
  const resampler = new Resampler(audio.sampleRate, rate);
  const parts: Float32Array[] = [];
  try {
    for await (const channels of audio.chunks()) {
      const length = channels[0]?.length ?? 0;
      const mono = Float32Array.from(
        { length },
        (_, index) => channels.reduce((sum, samples) => sum + samples[index]!, 0) / channels.length,
      );
      parts.push(resampler.push(mono).slice());
    }
  } finally {
    await audio.close();
  }
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

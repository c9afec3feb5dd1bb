import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { AppError } from '#shared/errors.ts';
import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import { deinterleave, sampleReader } from './pcm.ts';
import { cutPlanar } from './planar.ts';
import { unsupportedCodec } from './stream-errors.ts';

/** Everything is decoded to this, so that no second call has to ask what the file is. */
const sampleRate = 44_100;
const channels = 2;
const frameBytes = 4 * channels;
const encoding = { kind: 'float', bits: 32, isLittleEndian: true } as const;

/**
 * Opens a file that no built-in decoder reads through the ffmpeg of the user.
 *
 * Started without a shell, without a network, without a terminal; killed when the stream is closed.
 */
export function openWithFfmpeg(source: AudioSource, path: string, ffmpegPath: string): RawStream {
  return {
    format: source.payload.format,
    codec: source.payload.format,
    sampleRate,
    channels,
    isLossless: ['ape', 'wavpack', 'tta', 'dsf', 'dff'].includes(source.payload.format),
    bitDepth: null,
    declaredDurationMs: null,
    async *chunks() {
      const input = ['-nostdin', '-protocol_whitelist', 'file,pipe', '-v', 'error', '-i', `file:${path}`];
      const output = ['-map', '0:a:0', '-f', 'f32le', '-ac', String(channels), '-ar', String(sampleRate), '-'];
      const child = spawn(ffmpegPath, [...input, ...output], {
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
      });
      const exit = once(child, 'exit').then(
        ([code]) => code,
        () => 'unstartable',
      );
      const stop = () => child.kill('SIGKILL');
      source.signal?.addEventListener('abort', stop, { once: true });
      try {
        yield* interleavedFloats(child.stdout);
        const code = await exit;
        source.signal?.throwIfAborted();
        if (code === 'unstartable') throw unstartable();
        if (code !== 0) throw unsupportedCodec(source.payload.format, `ffmpeg-${code}`);
      } finally {
        source.signal?.removeEventListener('abort', stop);
        stop();
      }
    },
  };
}

async function* interleavedFloats(output: AsyncIterable<Buffer>): AsyncGenerator<Float32Array[]> {
  const read = sampleReader(encoding)!;
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of output) {
    const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const whole = joined.length - (joined.length % frameBytes);
    if (whole > 0) yield* cutPlanar(deinterleave(joined.subarray(0, whole), channels, encoding.bits, read));
    rest = Buffer.from(joined.subarray(whole));
  }
}

function unstartable(): AppError {
  return new AppError('FORMAT_UNSUPPORTED', 'ffmpeg could not be started. Check its path in the settings.');
}

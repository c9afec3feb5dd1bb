import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const folder = join(import.meta.dirname, '../main/core/analysis/kernel/assembly');

/**
 * Compiles the kernel in memory. The same source and compiler give the same bytes on every machine.
 *
 * `messages` is what the compiler had to say; `wasm` is null where it failed.
 */
export async function compileKernel(): Promise<{ wasm: Uint8Array | null; messages: string }> {
  let wasm: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      // Vectors are never exchanged with JavaScript: what the compiler warns of cannot happen.
      ...['--baseDir', folder, '--outFile', 'kernel.wasm', '--disableWarning', '112'],
      // No allocator, no collector, no checks: all memory is laid out by TypeScript.
      ...['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--initialMemory', '64'],
    ],
    {
      writeFile(_, contents) {
        wasm = typeof contents === 'string' ? null : contents;
      },
    },
  );
  return { wasm: error ? null : wasm, messages: [stderr.toString(), error?.message].filter(Boolean).join('\n') };
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernel } from './compile-kernel.ts';

/** Compiles the analysis kernel (main/core/analysis/kernel/assembly) to the WebAssembly that is committed beside it. */
const { wasm, messages } = await compileKernel();
if (messages) console.error(messages);
if (!wasm) throw new Error('The kernel does not compile.');
const file = join(import.meta.dirname, '../main/core/analysis/kernel/kernel.wasm');
writeFileSync(file, wasm);
console.log(`kernel.wasm, ${wasm.length} bytes`);

/**
 * Runs a call into a decoder without its messages.
 *
 * The WASM decoders report every broken frame on the console, thousands for one bad file; they return the same facts,
 * which we count. Only for synchronous work: nothing else can log meanwhile.
 */
export function withQuietConsole<Result>(decode: () => Result): Result {
  const { error, warn } = console;
  console.error = () => {};
  console.warn = () => {};
  try {
    return decode();
  } finally {
    console.error = error;
    console.warn = warn;
  }
}

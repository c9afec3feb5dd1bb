import { call, pathForFile } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { type ImportInput, useTimeImport } from './time-import.store.ts';

/** What a window may send at once. */
const mostDroppedBytes = 1_300_000;

export async function lookAtPath(path: string): Promise<void> {
  useTimeImport.setState({ names: [baseName(path)] });
  await look({ files: [{ path }] });
}

/** Takes dropped files: by their paths where those are known, else by what is in them. */
export async function lookAtFiles(files: readonly File[]): Promise<void> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const paths = files.map(pathForFile);
  if (paths.some((path) => path === null) && size > mostDroppedBytes) {
    showToast({ text: text('imports.tooLarge'), tone: 'error' });
    return;
  }
  const given: ImportInput['files'] = [];
  for (const [index, file] of files.entries()) {
    const path = paths[index];
    given.push(path ? { path } : { name: file.name, content: await asBase64(file) });
  }
  useTimeImport.setState({ names: files.map(({ name }) => name) });
  await look({ files: given });
}

export async function chooseFiles(): Promise<void> {
  const [path] = await call('host.pickFiles');
  if (path === undefined) return;
  useTimeImport.setState({ path });
  await lookAtPath(path);
}

/** Looks again with other choices. */
export async function changeInput(change: Partial<ImportInput>): Promise<void> {
  const { input } = useTimeImport.getState();
  if (input) await look({ ...input, ...change });
}

export async function runImport(): Promise<void> {
  const { input } = useTimeImport.getState();
  if (!input) return;
  try {
    await call('imports.run', input);
    useTimeImport.setState({ hasBegun: true, error: null });
  } catch (error) {
    useTimeImport.setState({ error: asAppError(error).code });
  }
}

async function look(input: ImportInput): Promise<void> {
  useTimeImport.setState({ input, isReading: true, error: null });
  try {
    const preview = await call('imports.preview', input);
    // What was chosen meanwhile counts.
    if (useTimeImport.getState().input === input) useTimeImport.setState({ preview, isReading: false });
  } catch (error) {
    if (useTimeImport.getState().input !== input) return;
    useTimeImport.setState({ preview: null, input: null, isReading: false, error: asAppError(error).code });
  }
}

async function asBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

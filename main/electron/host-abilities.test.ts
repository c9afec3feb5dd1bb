import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AbilityParts, electronAbilities } from './host-abilities.ts';

let folder: string;
let shown: (string | undefined)[];
let revealed: string[];
let dragged: (readonly string[])[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerline-dialogs-'));
  shown = [];
  revealed = [];
  dragged = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** The host's abilities, with a person who chooses `chosen`, or nothing. */
function abilitiesWith(chosen: string[]) {
  const parts: AbilityParts = {
    dialog: {
      async showOpenDialog({ defaultPath }) {
        shown.push(defaultPath);
        return { canceled: chosen.length === 0, filePaths: chosen };
      },
    },
    shell: { showItemInFolder: (path) => revealed.push(path) },
    stateFile: join(folder, 'dialogs.json'),
    startDrag: (files) => dragged.push(files),
    exists: (path) => path === '/music/a.mp3',
  };
  return electronAbilities(parts);
}

test('a dialog begins where the last one ended, also after a new start', async () => {
  expect(await abilitiesWith(['/music/new']).pickFolder?.()).toBe('/music/new');
  expect(await abilitiesWith(['/other/a.mp3', '/other/b.mp3']).pickFiles?.()).toEqual(['/other/a.mp3', '/other/b.mp3']);
  expect(await abilitiesWith([]).pickFolder?.()).toBeNull();
  expect(await abilitiesWith([]).pickFiles?.()).toEqual([]);
  expect(shown).toEqual([undefined, '/music/new', '/other', '/other']);
});

test('a damaged note of the last place is as good as none', async () => {
  for (const text of ['', '{', 'null', '[]', '{"lastPlace":7}']) {
    await writeFile(join(folder, 'dialogs.json'), text);
    await abilitiesWith([]).pickFolder?.();
  }
  expect(shown).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(await readFile(join(folder, 'dialogs.json'), 'utf8')).toBe('{"lastPlace":7}');
});

test('a drag is handed over with all its files', async () => {
  await abilitiesWith([]).startDrag?.(['/music/a.mp3', '/music/b.mp3']);
  expect(dragged).toEqual([['/music/a.mp3', '/music/b.mp3']]);
});

test('a file that is there is shown in its folder, and one that is gone is named', async () => {
  await abilitiesWith([]).revealFile?.('/music/a.mp3');
  await expect(abilitiesWith([]).revealFile?.('/music/gone.mp3')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  expect(revealed).toEqual(['/music/a.mp3']);
});

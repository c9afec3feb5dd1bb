import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemDisk } from '#core/files/disk.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { defaultPaperOptions, type Paper } from './paper.ts';
import { PaperPress, type PaperTask } from './paper-press.ts';

test('papers are written in a thread of their own, placed whole, and overwrite nothing', async () => {
  const folder = tempFolder('ledgerline-press-', true);
  const logged: string[] = [];
  const press = new PaperPress({
    disk: systemDisk(),
    drafts: join(folder.path, 'drafts'),
    workerUrl: new URL('../../workers/papers.worker.ts', import.meta.url),
    logError: (message) => logged.push(message),
  });
  try {
    const csv = { paper, format: 'csv', options: defaultPaperOptions } satisfies PaperTask;
    const path = join(folder.path, 'table.csv');
    await press.save(path, csv);
    expect(readFileSync(path, 'utf8')).toBe('\ufeffWho,"Amount, EUR"\r\nAna,12.50\r\n');
    writeFileSync(path, 'somebody’s own');
    expect(await errorCode(press.save(path, csv))).toBe('FILE_EXISTS');
    expect(readFileSync(path, 'utf8')).toBe('somebody’s own');
    await press.save(join(folder.path, 'table.pdf'), { ...csv, format: 'pdf' });
    expect(readFileSync(join(folder.path, 'table.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const stopped = join(folder.path, 'stopped.xlsx');
    expect(await errorCode(press.save(stopped, { ...csv, format: 'xlsx' }, AbortSignal.abort()))).toBe('CANCELLED');
    expect(await errorCode(press.save('table.csv', csv))).toBe('INVALID_INPUT');
    const nowhere = join(folder.path, 'nowhere', 'table.csv');
    expect(await errorCode(press.save(nowhere, csv))).toBe('FILE_NOT_FOUND');
    expect([existsSync(stopped), readdirSync(join(folder.path, 'drafts')), logged]).toEqual([false, [], []]);
  } finally {
    await press.close();
    folder.remove();
  }
});

const paper: Paper = {
  ...{ title: 'Table', lines: [], recipient: [], notes: [], signatures: [], madeAt: 0, madeOn: '' },
  issuer: { name: 'Lantern Row', lines: [], logo: null },
  tables: [
    {
      name: 'Table',
      columns: [
        { title: 'Who', kind: 'text' },
        { title: 'Amount', kind: 'money', currency: 'EUR' },
      ],
      rows: [{ kind: 'row', cells: ['Ana', 1250] }],
    },
  ],
};

import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../shared/client.ts';
import type { StatementDraft } from '../shared/contract/statements.ts';
import { benchFolder, openCore, report, round, withLoopDelay } from './measure.ts';

const count = Number(process.env.LEDGERLINE_BENCH_ROWS ?? 1_000_000);

/** A statement as DistroKid writes it: 400 songs in 40 stores of 60 countries, each line of its own. */
function writeStatement(path: string, rows: number): void {
  const file = openSync(path, 'w');
  const head =
    'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\r\n';
  let text = head;
  const codes = 'DE US GB FR IT ES NL SE NO DK FI PL CZ AT CH BE PT IE BR MX AR CL CO PE CA AU NZ JP KR TW HK SG'.split(
    ' ',
  );
  for (let row = 0; row < rows; row += 1) {
    const song = row % 400;
    const store = Math.floor(row / 400) % 40;
    const country = codes[Math.floor(row / 16_000) % codes.length];
    const month = `2026-${String(1 + (Math.floor(row / 512_000) % 12)).padStart(2, '0')}`;
    const net = `0.${String((row * 7919) % 100_000_000).padStart(12, '0')}`;
    const isrc = `ZZLR126${String(song).padStart(5, '0')}`;
    text += `2026-09-15\t${month}\tStore ${store}\tArtist ${song % 30}\tSong ${song}\t${isrc}\t\t${1 + (row % 500)}\t100\tSong\t${country}\t0\t${net}\r\n`;
    if (text.length < 1_000_000) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

async function settled(call: Call, id: number): Promise<StatementDraft> {
  for (;;) {
    const draft = (await call('statements.drafts')).find((each) => each.id === id);
    if (!draft) throw new Error('Expected the draft to stay');
    if (draft.state !== 'reading' && draft.state !== 'importing') return draft;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

const folder = benchFolder('statements');
try {
  const path = join(folder.path, 'statement.tsv');
  writeStatement(path, count);
  const name = `${count.toLocaleString('en')} rows`;
  const { core, call } = await openCore(join(folder.path, 'home'));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  const before = process.memoryUsage.rss();
  const seconds = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
  const looked = await timed(async () => {
    const { ids } = await call('statements.look', { files: [{ path }] });
    return settled(call, ids[0] as number);
  });
  const { id } = looked.value;
  report(`${name}: preview`, `${round(looked.ms / 1000)} s`);
  const worked = seconds();
  const {
    value: imported,
    p99,
    max,
  } = await withLoopDelay(() =>
    timed(async () => {
      await call('statements.import', { ids: [id] });
      return settled(call, id);
    }),
  );
  if (imported.value.state !== 'done') throw new Error(`The import ended with ${imported.value.error}`);
  report(`${name}: import`, `${round(imported.ms / 1000)} s`, '60 s');
  report(`${name}: processor time of all threads`, `${round(seconds() - worked)} s`);
  report(`${name}: event loop meanwhile, p99`, `${round(p99)} ms`, '20 ms');
  report(`${name}: event loop meanwhile, longest`, `${round(max)} ms`);
  report(`${name}: memory at most, of which ${round(before / 2 ** 20, 0)} MB before`, `${round(peak / 2 ** 20, 0)} MB`);
  report(
    `${name}: library on disk`,
    `${round(statSync(join(folder.path, 'home', 'library.db')).size / 2 ** 20, 0)} MB`,
  );
  const undo = await timed(() => call('history.undo', {}));
  const redo = await timed(() => call('history.redo'));
  report(`${name}: undo`, `${round(undo.ms)} ms`);
  report(`${name}: redo`, `${round(redo.ms)} ms`);
  const statementId = imported.value.statementId ?? undefined;
  const asked = { statementId, saleType: 'stream' as const, text: 'song 17', offset: 0, count: 100 };
  await call('statements.lines', asked);
  report(`${name}: lines of a filter`, `${round((await timed(() => call('statements.lines', asked))).ms)} ms`);
  report(`${name}: list with matched and open`, `${round((await timed(() => call('statements.list'))).ms)} ms`);
  report(`${name}: open items`, `${round((await timed(() => call('statements.items', {}))).ms)} ms`);
  const again = await timed(async () => {
    const { ids } = await call('statements.look', { files: [{ path }] });
    const draft = await settled(call, ids[0] as number);
    if (draft.preview?.sameFile?.id !== statementId) throw new Error('Expected the file to be known again');
    await call('statements.remove', { ids: [statementId as never] });
    await call('statements.import', { ids: [draft.id] });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return timed(() => call('statements.dropDraft', { ids: [draft.id] }));
  });
  report(`${name}: cancel`, `${round(again.value.ms)} ms`);
  clearInterval(watch);
  await core.close();
} finally {
  folder.remove();
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLibraryFiles } from './library-files.ts';
import { benchFolder, openCore, report, round, runPeer, withLoopDelay } from './measure.ts';

const count = 10_000;
const folder = benchFolder('scan');
try {
  const music = join(folder.path, 'music');
  const { sizeBytes } = await writeLibraryFiles(music, { files: count });
  console.log(`${count.toLocaleString('en')} tagged files, ${round(sizeBytes / 1048576, 0)} MB, warm cache`);
  // Reading everything once puts it into the page cache for all.
  await scan(join(folder.path, 'warm-up'), music);

  const first = await scan(join(folder.path, 'home'), music);
  report('ledgerline: first scan', `${round(count / first.seconds, 0)} files/s`, '≥ 2,000 files/s');
  report('event-loop delay meanwhile, p50 / p99 / max', first.delay, 'p99 ≤ 25 ms');
  report('resident memory after it', `${round(process.memoryUsage.rss() / 1048576, 0)} MB`);
  const again = await scan(join(folder.path, 'home'), music);
  report('ledgerline: nothing changed', `${round(count / again.seconds, 0)} files/s`);
  measurePeers(music);
} finally {
  folder.remove();
}

async function scan(home: string, music: string): Promise<{ seconds: number; delay: string }> {
  const { core, call } = await openCore(home);
  const startedAt = performance.now();
  const { p50, p99, max } = await withLoopDelay(async () => {
    await call('folders.add', { path: music });
    await core.waitForIdle();
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const { total } = await call('tracks.count');
  if (total !== count) throw new Error(`Expected ${count} tracks, got ${total}`);
  await core.close();
  return { seconds, delay: `${round(p50)} / ${round(p99)} / ${round(max)} ms` };
}

function measurePeers(music: string): void {
  measureMpd(music);
  const config = join(folder.path, 'beets.yaml');
  writeFileSync(
    config,
    `directory: ${music}\nlibrary: ${join(folder.path, 'beets.db')}\nplugins: []\nimport: {copy: no, move: no, write: no, autotag: no}\n`,
  );
  const beets = runPeer('beet', ['-c', config, 'import', '-A', '-q', music]);
  if (beets) report('beets: import without lookup', `${round((count / beets.ms) * 1000, 0)} files/s`);
}

function measureMpd(music: string): void {
  const config = join(folder.path, 'mpd.conf');
  const database = join(folder.path, 'mpd.db');
  const socket = join(folder.path, 'mpd.socket');
  writeFileSync(
    config,
    [
      `music_directory "${music}"`,
      `db_file "${database}"`,
      `pid_file "${join(folder.path, 'mpd.pid')}"`,
      `bind_to_address "${socket}"`,
      'audio_output { type "null" name "none" }',
    ].join('\n'),
  );
  // Without a database mpd begins its update as it starts, so that time counts too.
  const start = runPeer('mpd', [config]);
  if (!start) return;
  const env = { MPD_HOST: socket };
  const update = runPeer('mpc', ['--wait', 'update'], { env });
  const stats = runPeer('mpc', ['stats'], { env });
  const songs = Number(stats?.stdout.match(/Songs:\s+(\d+)/)?.[1] ?? 0);
  runPeer('mpd', ['--kill', config]);
  if (update && songs > 0) {
    report(
      `mpd: update (${songs.toLocaleString('en')} songs)`,
      `${round((songs / (start.ms + update.ms)) * 1000, 0)} files/s`,
    );
  }
}

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLibraryFiles } from './library-files.ts';
import { benchFolder, report, round, runPeer } from './measure.ts';

const count = 10_000;
const folder = benchFolder('scan');
try {
  const music = join(folder.path, 'music');
  const { sizeBytes } = await writeLibraryFiles(music, { files: count });
  console.log(`${count.toLocaleString('en')} tagged files, ${round(sizeBytes / 1048576, 0)} MB, warm cache`);
  // Reading everything once puts it into the page cache for all.
  scan(join(folder.path, 'warm-up'), music);

  const first = scan(join(folder.path, 'home'), music);
  report('ledgerline: first scan', `${round(count / first.seconds, 0)} files/s`, '≥ 2,000 files/s');
  report(
    'event-loop delay meanwhile, p50 / p99 / max',
    `${round(first.p50)} / ${round(first.p99)} / ${round(first.max)} ms`,
    'p99 ≤ 25 ms',
  );
  report('resident memory at its peak, all threads', `${round(first.peakMb, 0)} MB`);
  const again = scan(join(folder.path, 'home'), music);
  report('ledgerline: nothing changed', `${round(count / again.seconds, 0)} files/s`);
  measurePeers(music);
} finally {
  folder.remove();
}

type Scan = { seconds: number; total: number; p50: number; p99: number; max: number; peakMb: number };

function scan(home: string, music: string): Scan {
  const script = join(import.meta.dirname, 'scan-one.ts');
  const { stdout } = spawnSync(process.execPath, [script, home, music], { encoding: 'utf8' });
  const scanned = JSON.parse(stdout) as Scan;
  if (scanned.total !== count) throw new Error(`Expected ${count} tracks, got ${scanned.total}`);
  return scanned;
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
      'audio_output {',
      'type "null"',
      'name "none"',
      '}',
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

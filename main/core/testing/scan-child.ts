import { ScanLab } from './scan-lab.ts';

/** A process that scans and tells of every commit, for tests that kill it. */
const [root = '', home = ''] = process.argv.slice(2);
const lab = new ScanLab({ root, home, onChange: ({ addedCount }) => addedCount && process.send?.(addedCount) });
lab.scanner.scan(lab.folderId);
await lab.scanner.waitForIdle();
await lab.close();
process.exit(0);

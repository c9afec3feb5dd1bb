import { nodeDisk, wrapDisk } from '#core/files/disk.ts';
import { DeliveryLab } from './delivery-lab.ts';

/** Builds a package of the library in a folder, and is killed just before the file that says that all of it is there. */
const lab = new DeliveryLab(process.argv[2]);
const disk = wrapDisk(nodeDisk, (call, _count, [path]) => {
  if (call === 'create' && String(path).includes('BatchComplete')) process.kill(process.pid, 'SIGKILL');
});
const files = ['Quay.flac', 'Copper Thread.aiff'];
await lab.open(files, { disk });
const id = await lab.makeRelease(files);
const { ids } = await lab.call('deliveries.begin', { releaseIds: [id], storeKeys: ['flo'] });
await lab.build(ids);
// So far it never comes, unless nothing was built.
process.exit(1);

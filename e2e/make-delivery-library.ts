import { DeliveryLab } from '../main/core/label/delivery/testing/delivery-lab.ts';

/** Makes the library of `prepareDeliveries` in a folder, in a process of its own: a core has threads. */
const lab = new DeliveryLab(process.argv[2]);
lab.now = Date.now();
const files = ['Quay.flac', 'Harbour Light extensible.wav', 'Copper Thread.aiff'];
await lab.open(files);
const id = await lab.makeRelease(files);
await lab.call('releases.edit', { id, patch: { stores: ['spotify', 'deezer', 'bandcamp'] } });
const logged = await lab.close();
if (logged.length > 0) throw new Error(logged.join('\n'));

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { deliveriesContract } from '#shared/contract/deliveries.ts';
import {
  type DeliveryGroup,
  type DeliveryState,
  deliveryGroupOf,
  deliveryGroups,
} from '#shared/delivery/delivery-states.ts';
import type { DeliveryError } from '#shared/delivery/error-categories.ts';
import { AppError } from '#shared/errors.ts';
import { type DeliveryMoves, meanDaysToLive } from './days-to-live.ts';
import { checkFolder, readDeliverySettings, refuseLibraryFolder, saveDeliverySettings } from './delivery-settings.ts';
import { findJob, listJobs, listParts, setJobState, setParts } from './jobs.repository.ts';
import { findPackage, listPackages } from './packages.repository.ts';

type Methods =
  | 'deliveries.build'
  | 'deliveries.jobs'
  | 'deliveries.cancelJob'
  | 'deliveries.retryJob'
  | 'deliveries.packages'
  | 'deliveries.checkPackage'
  | 'deliveries.revealPackage'
  | 'deliveries.settings'
  | 'deliveries.setFolders'
  | 'deliveries.setSender'
  | 'deliveries.statistics';

const mostJobs = 50;

export function packagesHandlers(context: Context): Handlers<Pick<typeof deliveriesContract, Methods>> {
  const { db, changes, platform, deliveries, disk } = context;
  const packageOf = (id: number) => {
    const found = findPackage(db, id);
    if (!found) throw new AppError('NOT_FOUND', 'That package is not known any more.', { id });
    return found;
  };

  return {
    'deliveries.build': ({ ids, kind, priority, reason }) => ({
      job: deliveries.build({ kind, priority, reason, createdBy: currentActor().personId }, ids),
    }),

    'deliveries.jobs': () => listJobs(db, mostJobs),

    'deliveries.cancelJob': ({ id }) => {
      const job = findJob(db, id);
      if (!job) throw new AppError('NOT_FOUND', 'There is no such job.', { id });
      if (job.state !== 'pending') {
        throw new AppError('STATE_REFUSED', 'It has begun already.', { state: job.state, action: 'cancel' });
      }
      const parts = listParts(db, id).filter(({ state }) => state === 'waiting');
      setParts(
        db,
        id,
        parts.map(({ position }) => position),
        'cancelled',
      );
      setJobState(db, id, 'cancelled', platform.now());
      deliveries.callOff(parts.map(({ deliveryId }) => deliveryId));
      changes.add({ topics: ['deliveries'] });
    },

    'deliveries.retryJob': ({ id }) => {
      const job = findJob(db, id);
      if (!job) throw new AppError('NOT_FOUND', 'There is no such job.', { id });
      const failed = listParts(db, id).filter(({ state }) => state === 'failed' || state === 'cancelled');
      if (failed.length === 0)
        throw new AppError('STATE_REFUSED', 'Nothing of it failed.', { state: job.state, action: 'retry' });
      const { kind, priority, reason } = job;
      const ids = failed.map(({ deliveryId }) => deliveryId);
      return { job: deliveries.build({ kind, priority, reason, createdBy: currentActor().personId }, ids) };
    },

    'deliveries.packages': ({ releaseId, limit }) => listPackages(db, releaseId ?? null, limit),

    'deliveries.checkPackage': async ({ id }) => {
      const { path, files } = packageOf(id);
      const [missing, changed]: [string[], string[]] = [[], []];
      for (const { name, sha256 } of files) {
        const file = join(path, ...name.split('/'));
        if (!existsSync(file)) missing.push(name);
        else if ((await disk.hash(file)) !== sha256) changed.push(name);
      }
      return { missing, changed };
    },

    'deliveries.revealPackage': async ({ id }) => {
      const { path, isThere } = packageOf(id);
      const { revealFile } = platform.host;
      if (!revealFile) throw new AppError('UNSUPPORTED', 'This window cannot do that.');
      if (!isThere) throw new AppError('FOLDER_NOT_FOUND', 'The package is not where it was built any more.', { id });
      await revealFile(path);
    },

    'deliveries.settings': () => readDeliverySettings(db),

    'deliveries.setFolders': async (given) => {
      const checked: Record<string, string> = {};
      for (const [name, path] of Object.entries(given)) {
        if (path === undefined) continue;
        checked[name] = path === '' ? '' : await checkFolder(path);
        if (name === 'packagesFolder' && path !== '') refuseLibraryFolder(db, checked[name]);
      }
      const settings = saveDeliverySettings(db, checked);
      changes.add({ topics: ['deliveries'] });
      deliveries.wake();
      return settings;
    },

    'deliveries.setSender': (sender) => {
      const settings = saveDeliverySettings(db, sender);
      changes.add({ topics: ['deliveries'] });
      return settings;
    },

    'deliveries.statistics': () => {
      const rows = prepare(db, 'SELECT state, error_category AS category, history FROM delivery').all() as {
        state: DeliveryState;
        category: DeliveryError | '';
        history: string;
      }[];
      const groups = Object.fromEntries(deliveryGroups.map((group) => [group, 0])) as Record<DeliveryGroup, number>;
      const errors = new Map<DeliveryError, number>();
      for (const { state, category } of rows) {
        groups[deliveryGroupOf(state)] += 1;
        if (category !== '') errors.set(category, (errors.get(category) ?? 0) + 1);
      }
      return {
        groups,
        meanDaysToLive: meanDaysToLive(rows.map(({ history }) => JSON.parse(history) as DeliveryMoves)),
        errors: [...errors].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count),
      };
    },
  };
}

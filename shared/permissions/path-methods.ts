import type { Method } from '../contract/index.ts';
import type { Permission } from './roles.ts';

/**
 * Methods that name files or folders of the machine that has the library. Whoever sits at it could do as much without this
 * program; over the network they take this permission beside their own rule, so that nobody reads or writes where they have no
 * business.
 */
export const pathMethods: ReadonlySet<Method> = new Set<Method>([
  'analytics.export',
  'backups.readExport',
  'backups.setFolder',
  'cue.previewSplit',
  'cue.read',
  'cue.save',
  'cue.split',
  'deliveries.setFolders',
  'exchange.read',
  'exchange.request',
  'exchange.saveAnswer',
  'exchange.share',
  'folders.add',
  'folders.locate',
  'host.browseFolders',
  'interop.export',
  'interop.openImport',
  'interop.saveMisses',
  'invitations.make',
  'organize.importFiles',
  'packs.writePage',
  'packs.writeSongIni',
  'payments.writeFile',
  'reports.export',
  'royalties.writeStatements',
  'statements.export',
  'statements.look',
  'versions.addFiles',
  'versions.setBounceFolder',
]);

export const pathPermission: Permission = 'changeFiles';

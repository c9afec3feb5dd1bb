import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { organizeContract, ProposalChoice, ProposalFilter } from '#shared/contract/organize.ts';
import { AppError } from '#shared/errors.ts';
import { readProposalText } from './filter-text.ts';
import { importFiles } from './import-files.ts';
import { folderCountOf } from './organizer.ts';
import { previewPattern } from './preview-pattern.ts';
import {
  countAll,
  countProposals,
  type ListQuery,
  listChosenIds,
  listOfKind,
  listProposals,
} from './proposals.repository.ts';
import { getRules, listTemplates, removeTemplate, saveRules, saveTemplate } from './rules.repository.ts';
import { summariseProposals } from './summarise.ts';

const noQuery = { ids: null, folders: [], confidence: { least: 0, most: 1 } };

export function organizeHandlers(context: Context): Handlers<typeof organizeContract> {
  const { db, search, changes, organizer, platform } = context;

  async function queryOf(filter: ProposalFilter, text: string, slot: string): Promise<ListQuery> {
    const { folders, confidence, rest } = readProposalText(text);
    if (rest === '') return { ...noQuery, filter, folders, confidence };
    const { ids } = await search.openView({ slot, text: rest, sort: [] });
    return { filter, folders, confidence, ids: Array.from(ids) };
  }

  async function idsOf(chosen: ProposalChoice): Promise<number[]> {
    if (chosen.type === 'ids') return chosen.ids;
    if (chosen.type === 'kind') return listOfKind(db, chosen.kind, platform.now());
    return listChosenIds(db, await queryOf(chosen.filter, chosen.text, 'organize-choice'), platform.now());
  }

  return {
    'organize.rules': () => getRules(db),

    'organize.saveRules': (rules) => {
      saveRules(db, rules);
      changes.add({ topics: ['organize'] });
      return getRules(db);
    },

    'organize.templates': ({ text }) => listTemplates(db, text),

    'organize.saveTemplate': (template) => {
      const saved = saveTemplate(db, template);
      changes.add({ topics: ['organize'] });
      return saved;
    },

    'organize.removeTemplate': ({ id }) => {
      removeTemplate(db, id);
      changes.add({ topics: ['organize'] });
    },

    'organize.previewPattern': (input) => previewPattern(db, search, input),

    'organize.propose': ({ scope }) => organizer.propose(scope),

    'organize.count': () => countAll(db, platform.now()),

    'organize.summary': () => summariseProposals(db, platform.now(), organizer.isLooking),

    'organize.list': async ({ filter, text, start, count }) => {
      const query = await queryOf(filter, text, 'organize-list');
      const [conflicts, warnings, ready] = countProposals(db, query, platform.now());
      const rows = listProposals(db, { ...query, start, count }, platform.now());
      return { total: conflicts + warnings + ready, conflicts, warnings, ready, rows };
    },

    'organize.update': async ({ chosen, change }) => {
      if (change.type === 'path' && (chosen.type !== 'ids' || chosen.ids.length !== 1)) {
        throw new AppError('INVALID_INPUT', 'A path is for one file.');
      }
      return { count: await organizer.change(await idsOf(chosen), change) };
    },

    'organize.apply': async ({ isDryRun }) => {
      const plan = await organizer.ready();
      return {
        operation: isDryRun ? null : await organizer.apply(plan),
        moveCount: plan.moves.length,
        folderCount: folderCountOf(plan),
        sidecarCount: plan.sidecars.length,
        trashCount: plan.trashCount,
        copyBytes: plan.copyBytes,
        refused: plan.refused.slice(0, 100),
        refusedCount: plan.refused.length,
      };
    },

    'organize.importFiles': (request) =>
      importFiles(request, {
        db,
        disk: context.disk,
        journal: context.journal,
        metadataUrl: platform.workerUrl('metadata'),
        logError: platform.logError,
      }),
  };
}

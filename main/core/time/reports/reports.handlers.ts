import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { JsonValue } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { ReportId, reportsContract } from '#shared/contract/reports.ts';
import { savedReportRecord } from '../time-records.ts';
import { listReportChoices } from './report-choices.ts';
import { listSavedReports } from './saved-reports.repository.ts';

export function reportsHandlers(context: Context): Handlers<typeof reportsContract> {
  const { db, changes, history, platform, reports } = context;
  return {
    'reports.run': (definition) => reports.run(definition),
    'reports.choices': () => listReportChoices(db),
    'reports.saved': () => listSavedReports(db),
    'reports.save': ({ id, name, definition }) => {
      const kept = { name, definition: definition as JsonValue };
      const changed =
        id === null
          ? [savedReportRecord.make(db, { ...kept, personId: currentActor().personId, createdAt: platform.now() })]
          : savedReportRecord.edit(db, id, kept);
      history.apply('editReport', changed, name);
      changes.add({ topics: ['reports'] });
      return { id: (id ?? changed[0]?.itemId) as ReportId };
    },
    'reports.remove': ({ id }) => {
      const { name } = savedReportRecord.get(db, id);
      const { operation } = history.apply('editReport', [savedReportRecord.remove(db, id)], name);
      changes.add({ topics: ['reports'] });
      return { operation };
    },
    'reports.export': (order) => reports.startExport(order),
    'reports.getExport': () => reports.state,
    'reports.cancelExport': () => reports.cancelExport(),
  };
}

import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import { defaultPaperOptions } from '#core/papers/paper.ts';
import type { AnalyticsFilter, AnalyticsView, analyticsContract } from '#shared/contract/analytics.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Output } from '#shared/contract/index.ts';
import { analyticsPaper, type ViewAnswer } from './analytics-paper.ts';
import type { AnalyticsQuery } from './run-analytics.ts';

const mostRows = 5000;

/** What came in; counted by threads that only read. */
export function analyticsHandlers(context: Context): Handlers<typeof analyticsContract> {
  const { db, platform, statements, press } = context;
  const workspace = () =>
    prepare(db, 'SELECT name, currency FROM workspace').get() as { name: string; currency: string };
  const ask = async <Answer>(
    filter: AnalyticsFilter,
    query: AnalyticsQuery extends infer Each
      ? Each extends unknown
        ? Omit<Each, 'type' | 'filter' | 'currency'>
        : never
      : never,
  ): Promise<Answer> => {
    const { currency } = workspace();
    const whole = { type: 'analytics', filter, currency, ...query } as AnalyticsQuery;
    return (await statements.reader.ask(whole)) as Answer;
  };

  return {
    'analytics.overview': (filter) => ask<Output<'analytics.overview'>>(filter, { view: 'overview' }),
    'analytics.by': ({ filter, dimension, limit }) =>
      ask<Output<'analytics.by'>>(filter, { view: 'by', dimension, limit }),
    'analytics.lines': ({ filter, limit }) => ask<Output<'analytics.lines'>>(filter, { view: 'lines', limit }),
    'analytics.hints': (filter) => ask<Output<'analytics.hints'>>(filter, { view: 'hints', now: platform.now() }),
    'analytics.streams': (filter) => ask<Output<'analytics.streams'>>(filter, { view: 'streams' }),
    'analytics.estimates': (filter) => ask<Output<'analytics.estimates'>>(filter, { view: 'estimates' }),

    'analytics.export': async ({ filter, view, format, path, words }) => {
      const target = await press.checkPath(path, `.${format}`);
      const asked = await viewOf(filter, view);
      const paper = analyticsPaper(asked, words, { issuer: workspace().name, madeAt: platform.now() });
      const options = { ...defaultPaperOptions, orientation: 'landscape' as const };
      await press.save(target, { paper, format, options });
      const rows = paper.tables.flatMap((table) => table.rows.filter(({ kind }) => kind === 'row')).length;
      return { path: target, rows };
    },
  };

  async function viewOf(filter: AnalyticsFilter, view: AnalyticsView): Promise<ViewAnswer> {
    if (view === 'overview') return { view, answer: await ask(filter, { view }) };
    if (view === 'streams') return { view, currency: workspace().currency, answer: await ask(filter, { view }) };
    if (view === 'estimates') return { view, answer: await ask(filter, { view }) };
    return { view: 'by', dimension: view, answer: await ask(filter, { view: 'by', dimension: view, limit: mostRows }) };
  }
}

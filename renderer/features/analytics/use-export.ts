import { useState } from 'react';
import {
  type AnalyticsDimension,
  type AnalyticsFilter,
  type AnalyticsView,
  analyticsDimensions,
  type ExportColumn,
  exportColumns,
} from '#shared/contract/analytics.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import { saleTypes } from '#shared/statement-mapping.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { chooseFolder } from '../folders/index.ts';
import { useAnalytics } from './analytics.store.ts';
import { countryName, monthName, monthsName, typeName } from './analytics-words.ts';

export type ExportForm = { view: AnalyticsView; format: 'pdf' | 'xlsx' | 'csv'; path: string };

/** A file of a view that is about to be written, and how it went. */
export function useExport(overview: Output<'analytics.overview'>, asked: AnalyticsFilter) {
  const text = useText();
  const { part, dimension, names } = useAnalytics();
  const [form, setForm] = useState<ExportForm>({
    ...{ view: part === 'breakdown' || part === 'rows' ? dimension : part, format: 'xlsx', path: '' },
  });
  const [isWriting, setWriting] = useState(false);
  const [written, setWritten] = useState<Output<'analytics.export'> | null>(null);
  const [error, setError] = useState<string | null>(null);
  return {
    ...{ form, isWriting, written, error },
    change(change: Partial<ExportForm>) {
      const next = { ...form, ...change };
      setForm({ ...next, path: next.path.replace(/\.(pdf|xlsx|csv)$/i, `.${next.format}`) });
      setWritten(null);
    },
    /** Asks for a folder, and names the file in it. */
    async choose() {
      const folder = await chooseFolder();
      if (folder === null) return;
      const file = `${viewName(text, form.view)} ${overview.from} ${overview.to}`
        .replaceAll(/[\\/:*?"<>|]/g, ' ')
        .trim();
      const slash = folder.includes('\\') ? '\\' : '/';
      setForm((before) => ({ ...before, path: `${folder}${slash}${file}.${before.format}` }));
    },
    async write() {
      setError(null);
      setWritten(null);
      setWriting(true);
      try {
        const words = exportWords(text, { view: form.view, overview, chips: Object.values(names) });
        setWritten(await call('analytics.export', { ...form, filter: asked, path: form.path.trim(), words }));
      } catch (failure) {
        setError(errorText(text, asAppError(failure).code));
      } finally {
        setWriting(false);
      }
    },
  };
}

export function viewName(text: Text, view: AnalyticsView): string {
  if (view === 'overview') return text('analytics.view.overview');
  if (view === 'streams' || view === 'estimates') return text(`analytics.part.${view}`);
  return text('analytics.breakdown', { dimension: text(`analytics.dimension.${view}`) });
}

type Exported = { view: AnalyticsView; overview: Output<'analytics.overview'>; chips: readonly string[] };

/** Whatever stands in the file, in words. */
function exportWords(text: Text, { view, overview, chips }: Exported): Input<'analytics.export'>['words'] {
  const { from, to, months } = overview;
  const columns = Object.fromEntries(exportColumns.map((column) => [column, columnName(text, column)]));
  const nameless = view === 'overview' || view === 'month' ? monthName(text, '') : namelessOf(text, view);
  return {
    title: viewName(text, view),
    lines: [monthsName(text, from, to), ...chips],
    columns: columns as Record<ExportColumn, string>,
    labels: {
      ...(view === 'territory' ? Object.fromEntries(countryCodes().map((code) => [code, countryName(code)])) : {}),
      ...(view === 'type' ? Object.fromEntries(saleTypes.map((type) => [type, typeName(text, type)])) : {}),
      ...(view === 'overview' ? Object.fromEntries(months.map((month) => [month, monthName(text, month)])) : {}),
      ...(view === 'overview' ? { other: text('analytics.others') } : {}),
      '': nameless,
    },
    madeOn: text('analytics.madeOn', { day: new Date() }),
  };
}

function namelessOf(text: Text, view: AnalyticsView): string {
  if (view === 'store' || view === 'territory' || view === 'release' || view === 'artist' || view === 'source') {
    return text(`analytics.none.${view}`);
  }
  return '';
}

type WordedColumn = 'net' | 'total' | 'perStream' | 'estimate';

function columnName(text: Text, column: ExportColumn): string {
  const dimension = analyticsDimensions.find((one) => one === column);
  if (dimension) return text(`analytics.dimension.${dimension}`);
  if (column === 'net') return text('analytics.netOnly');
  if (column === 'total') return text('analytics.total');
  if (column === 'perStream' || column === 'estimate') return text(`analytics.exported.${column}`);
  return text(`analytics.column.${column as Exclude<ExportColumn, AnalyticsDimension | WordedColumn>}`);
}

/** Every pair of letters that is a country. */
function countryCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((one) => letters.map((other) => `${one}${other}`))
    .filter((code) => countryName(code) !== code);
}

import { useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import type { PaperFormat, ReportDefinition, ReportExport, ReportResult } from '#shared/contract/reports.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { chooseFolder } from '../folders/index.ts';
import { reportWords, titleOf } from './report-words.ts';
import { useReports } from './reports.store.ts';

export type ExportForm = {
  format: PaperFormat;
  path: string;
  pageSize: 'A4' | 'LETTER';
  recipientId: PersonId | null;
};

type Export = {
  form: ExportForm;
  change(form: Partial<ExportForm>): void;
  /** Asks for a folder, and names the file in it. */
  choose(): Promise<void>;
  write(): Promise<void>;
  isWriting: boolean;
  /** Of the file that was begun here; null before it ended. */
  outcome: ReportExport | null;
  /** Why the last one could not be written. */
  error: string | null;
};

/** A file of a report that is about to be written, and how it goes. */
export function useExport(definition: ReportDefinition, result: ReportResult): Export {
  const text = useText();
  const name = useReports((state) => state.saved?.name ?? '');
  const [form, setForm] = useState<ExportForm>({
    ...{ format: 'pdf', path: '', pageSize: 'A4' },
    recipientId: definition.filter.clients[0] ?? null,
  });
  const [hasBegun, setHasBegun] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { data: state } = useCall('reports.getExport');
  const outcome = hasBegun && state && state.state !== 'writing' ? state : null;
  return {
    form,
    change: (change) =>
      setForm((before) => (change.format ? withExtension({ ...before, ...change }) : { ...before, ...change })),
    async choose() {
      const folder = await chooseFolder();
      if (folder === null) return;
      const file = (name || titleOf(text, definition)).replaceAll(/[\\/:*?"<>|]/g, ' ');
      setForm((before) => ({
        ...before,
        path: `${folder}${folder.includes('\\') ? '\\' : '/'}${file}.${before.format}`,
      }));
    },
    async write() {
      setRefusal(null);
      setHasBegun(true);
      try {
        const words = reportWords(text, definition, result, name);
        await call('reports.export', { ...form, definition, path: form.path.trim(), words });
      } catch (failure) {
        setHasBegun(false);
        setRefusal(errorText(text, asAppError(failure).code));
      }
    },
    isWriting: hasBegun && state?.state === 'writing',
    outcome,
    error: refusal ?? (outcome?.state === 'failed' ? errorText(text, outcome.error ?? 'INTERNAL') : null),
  };
}

/** A path that ends like another format gets the ending of this one. */
function withExtension(form: ExportForm): ExportForm {
  return { ...form, path: form.path.replace(/\.(pdf|xlsx|csv)$/i, `.${form.format}`) };
}

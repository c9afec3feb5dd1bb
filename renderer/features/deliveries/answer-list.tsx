import { FileInput, Inbox } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { ReturnRow } from '#shared/contract/deliveries.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { takeOutcomes } from './deliveries.actions.ts';
import styles from './deliveries.module.css';
import { PartChoice } from './part-choice.tsx';

const tones = { applied: 'ok', partly: 'warn', unmatched: 'warn', unreadable: 'error' } as const;

/** What stores sent back, file by file, and what became of it. A file can be dropped here. */
export function AnswerList({ mayDeliver }: { mayDeliver: boolean }) {
  const text = useText();
  const { data: answers } = useCall('deliveries.returns');
  const [isOver, setOver] = useState(false);
  const onDrag = (event: DragEvent) => {
    if (!mayDeliver || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const actions = mayDeliver && (
    <>
      <FileTrigger
        acceptedFileTypes={['.csv', '.tsv', '.txt', '.xml']}
        onSelect={(files) => void attempt(() => takeOutcomes(files))}
      >
        <Button icon={<FileInput size={16} />}>{text('deliveries.answers.import')}</Button>
      </FileTrigger>
      <Button onPress={() => void attempt(() => call('deliveries.lookForReturns'))}>
        {text('deliveries.answers.look')}
      </Button>
    </>
  );
  return (
    <section
      className={styles.view}
      aria-label={text('deliveries.part.answers')}
      data-over={isOver || undefined}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!mayDeliver || event.defaultPrevented || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        void attempt(() => takeOutcomes(event.dataTransfer.files));
      }}
    >
      <div className={styles.bar}>
        <PartChoice />
        {answers && answers.length > 0 && actions}
      </div>
      {answers?.length === 0 && (
        <EmptyState
          icon={<Inbox size={24} />}
          text={text('deliveries.answers.empty')}
          action={<span className={styles.pair}>{actions}</span>}
        />
      )}
      {answers && answers.length > 0 && (
        <div className={styles.cards} tabIndex={-1} data-pane-focus>
          {answers.map((answer) => (
            <article key={`${answer.at} ${answer.name}`} className={styles.card} aria-label={answer.name}>
              <header className={styles.cardHead}>
                <h2 className={styles.cardTitle}>{answer.name}</h2>
                <Tag tone={tones[answer.state]}>{text(`deliveries.answers.state.${answer.state}`)}</Tag>
                <span className={styles.quiet}>{formatDayAndTime(answer.at)}</span>
              </header>
              {answer.problem !== '' && <p className={styles.warn}>{problemOf(text, answer)}</p>}
              {answer.rows.length > 0 && <OutcomeTable rows={answer.rows} name={answer.name} />}
            </article>
          ))}
        </div>
      )}
    </section>
  );
}

function problemOf(text: Text, { problem, problemRow }: { problem: string; problemRow: number }): string {
  const reason = errorText(text, problem as ErrorCode);
  return problemRow === 0 ? reason : text('deliveries.answers.atRow', { row: problemRow, reason });
}

export function OutcomeTable({ rows, name }: { rows: readonly ReturnRow[]; name: string }) {
  const text = useText();
  return (
    <table className={styles.table} aria-label={name}>
      <thead>
        <tr>
          <th scope="col" data-figure>
            {text('deliveries.answers.row')}
          </th>
          <th scope="col">{text('deliveries.answers.said')}</th>
          <th scope="col">{text('deliveries.answers.became')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.row} ${row.deliveryId}`}>
            <td data-figure>{row.row}</td>
            <td>{row.text}</td>
            <td className={row.problem === '' ? '' : styles.warn}>{outcomeWords(text, row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function outcomeWords(text: Text, { problem, from, to, title, storeName }: ReturnRow): string {
  const states = {
    from: from === '' ? '' : text(`deliveries.state.${from}`),
    to: to === '' ? '' : text(`deliveries.state.${to}`),
  };
  if (problem !== '') return text(`deliveries.answers.problem.${problem}`, states);
  return text('deliveries.answers.moves', { name: `${title} · ${storeName}`, ...states });
}

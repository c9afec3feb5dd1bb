import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import type { DeliveryChange, DeliveryId } from '#shared/contract/deliveries.ts';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './deliveries.module.css';
import { DeliveryMenu } from './delivery-menu.tsx';
import { nextOf } from './delivery-table.tsx';
import { DeliveryTag } from './state-tag.tsx';
import { useMayDeliver } from './use-may-deliver.ts';

type OpenDelivery = Output<'deliveries.get'>;

/** One release at one store: where it is, what went wrong and what helps, what changed since, and all that happened. */
export function DeliveryDetails({ id }: { id: DeliveryId }) {
  const text = useText();
  const { data: delivery, error } = useCall('deliveries.get', { id });
  const mayDeliver = useMayDeliver();
  const back = () => showView('deliveries');
  return (
    <section className={styles.view} aria-label={text('deliveries.list')}>
      <header className={styles.head}>
        <Link className={styles.back ?? ''} onPress={back}>
          {text('deliveries.part.list')}
        </Link>
        <ChevronRight size={14} aria-hidden="true" className={styles.separator} />
        <h1 className={styles.title}>{delivery ? `${delivery.title} · ${delivery.storeName}` : ''}</h1>
        {delivery && <DeliveryTag state={delivery.state} />}
        <span className={styles.space} />
        {delivery && (
          <Button kind="ghost" onPress={() => showView('releases', delivery.releaseId)}>
            {text('deliveries.openRelease')}
          </Button>
        )}
        {delivery && mayDeliver && <DeliveryMenu delivery={delivery} isOpen />}
      </header>
      {error && (
        <EmptyState
          text={errorText(text, error.code)}
          action={<Button onPress={back}>{text('deliveries.back')}</Button>}
        />
      )}
      {delivery && (
        <div className={styles.page} tabIndex={-1} data-pane-focus>
          <Situation delivery={delivery} />
          <Changes changes={delivery.changes} />
          <Facts key={delivery.changedAt} delivery={delivery} isReadOnly={!mayDeliver} />
          <History delivery={delivery} />
        </div>
      )}
    </section>
  );
}

function Situation({ delivery }: { delivery: OpenDelivery }) {
  const text = useText();
  const { errorCategory, errorText: reason, url, formats } = delivery;
  const next = nextOf(text, delivery);
  return (
    <section className={styles.part} aria-label={text('deliveries.details.what')}>
      <h2 className={styles.partTitle}>{text('deliveries.details.what')}</h2>
      {errorCategory !== '' && (
        <div className={styles.problem} role="note">
          <b>{text(`deliveries.error.${errorCategory}`)}</b>
          {reason !== '' && <span>{reason}</span>}
          <span className={styles.quiet}>{text(`deliveries.solve.${errorCategory}`)}</span>
        </div>
      )}
      {errorCategory === '' && next !== '' && <p className={styles.line}>{next}</p>}
      {errorCategory !== '' && delivery.nextTryAt !== null && <p className={styles.line}>{next}</p>}
      {formats !== '' && <p className={styles.line}>{text('deliveries.details.formats', { formats })}</p>}
      {url !== '' && (
        <a className={styles.link} href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      )}
    </section>
  );
}

function Changes({ changes }: { changes: readonly DeliveryChange[] | null }) {
  const text = useText();
  return (
    <section className={styles.part} aria-label={text('deliveries.details.changes')}>
      <h2 className={styles.partTitle}>{text('deliveries.details.changes')}</h2>
      {changes === null && <p className={styles.quiet}>{text('deliveries.details.notSent')}</p>}
      {changes?.length === 0 && <p className={styles.quiet}>{text('deliveries.details.noChanges')}</p>}
      {changes && changes.length > 0 && (
        <ul className={styles.list}>
          {changes.map((change) => (
            <ChangeLine key={`${change.track} ${change.field}`} change={change} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** A hash says nothing to people. */
const wordless: readonly string[] = ['artworkHash', 'audio'];

function ChangeLine({ change }: { change: DeliveryChange }) {
  const text = useText();
  const field = text(`deliveries.changed.${change.field as 'title'}`);
  if (wordless.includes(change.field)) {
    const none = text('deliveries.change.none');
    const values = { before: change.before === '' ? none : '…', now: change.now === '' ? none : '…' };
    return <li>{lineOf(values)}</li>;
  }
  return <li>{lineOf(change)}</li>;

  function lineOf({ before, now }: { before: string; now: string }): string {
    const none = text('deliveries.change.none');
    const values = { field, track: change.track, before: before || none, now: now || none };
    return text(change.track === 0 ? 'deliveries.change.release' : 'deliveries.change.track', values);
  }
}

const fields = [
  'priceTier',
  'preorderDate',
  'takedownDate',
  'storeReleaseId',
  'url',
  'confirmation',
  'followUpOn',
  'note',
] as const;
const dates: readonly string[] = ['preorderDate', 'takedownDate', 'followUpOn'];

function Facts({ delivery, isReadOnly }: { delivery: OpenDelivery; isReadOnly: boolean }) {
  const text = useText();
  const [form, setForm] = useState(delivery.fields);
  const isChanged = JSON.stringify(form) !== JSON.stringify(delivery.fields);
  const save = async () => {
    const { operation } = await call('deliveries.edit', { id: delivery.id, fields: form });
    showUndoable({ text: textNow('deliveries.did.edit', { name: delivery.title }), operations: [operation] });
  };
  return (
    <form
      className={styles.part}
      aria-label={text('deliveries.details.facts')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void attempt(save);
      }}
    >
      <h2 className={styles.partTitle}>{text('deliveries.details.facts')}</h2>
      <div className={styles.fields}>
        {fields.map((name) => (
          <Field
            key={name}
            label={text(`deliveries.field.${name}`)}
            type={dates.includes(name) ? 'date' : 'text'}
            value={form[name]}
            isReadOnly={isReadOnly}
            onChange={(value) => setForm({ ...form, [name]: value })}
          />
        ))}
      </div>
      {!isReadOnly && (
        <div>
          <Button type="submit" isDisabled={!isChanged}>
            {text('deliveries.save')}
          </Button>
        </div>
      )}
    </form>
  );
}

function History({ delivery }: { delivery: OpenDelivery }) {
  const text = useText();
  const moves = delivery.history.toReversed();
  const who = (move: (typeof moves)[number]) =>
    move.source === 'job'
      ? text('deliveries.details.byJob')
      : move.source === 'import'
        ? text('deliveries.details.byImport')
        : move.personName;
  return (
    <section className={styles.part} aria-label={text('deliveries.details.history')}>
      <h2 className={styles.partTitle}>{text('deliveries.details.history')}</h2>
      {moves.length === 0 && <p className={styles.quiet}>{text('deliveries.details.noHistory')}</p>}
      <ol className={styles.list}>
        {moves.map((move) => (
          <li key={`${move.at} ${move.from} ${move.to}`} className={styles.move}>
            <span className={styles.when}>{formatDayAndTime(move.at)}</span>
            <span>
              {text('deliveries.details.move', {
                from: text(`deliveries.state.${move.from}`),
                to: text(`deliveries.state.${move.to}`),
              })}{' '}
              {who(move) !== '' && (
                <span className={styles.quiet}>{text('deliveries.details.by', { who: who(move) })}</span>
              )}
              {move.note !== '' && <span className={styles.note}>{move.note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

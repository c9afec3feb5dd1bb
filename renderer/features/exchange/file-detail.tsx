import { useState } from 'react';
import type { ExchangeDetail, ExchangeId, ExchangeItem } from '#shared/contract/exchange.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { cancelRequest, decide, saveAnswer, takeable } from './exchange.actions.ts';
import styles from './exchange.module.css';

type Side = 'mine' | 'theirs';

/** What a file says, what it would change here, and what is taken of it. */
export function FileDetail({ id }: { id: ExchangeId }) {
  const text = useText();
  const { data, error } = useCall('exchange.get', { id });
  if (error) return <p className={styles.quiet}>{errorText(text, error.code)}</p>;
  return data ? <Detail detail={data} /> : null;
}

function Detail({ detail }: { detail: ExchangeDetail }) {
  const text = useText();
  const { id, items, direction, state, kind, signer, fingerprint, sender, message, canAnswer } = detail;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [sides, setSides] = useState<ReadonlyMap<string, Side>>(new Map());
  const [trustsKey, setTrustsKey] = useState(false);
  const isOpen = direction === 'in' && (state === 'pending' || state === 'rejected' || state === 'partlyApproved');
  const refs = takeable(items).filter((ref) => !left.has(ref));
  const isBarred = signer === 'changed' && !trustsKey;
  const send = (chosen: readonly string[]) => {
    const of = (side: Side) =>
      [...sides].filter(([, value]) => value === side).map(([key]) => JSON.parse(key) as { ref: string; key: string });
    return attempt(() => decide({ id, refs: [...chosen], mine: of('mine'), theirs: of('theirs'), trustsKey }));
  };
  return (
    <div className={styles.detail}>
      {direction === 'in' && (
        <p
          className={signer === 'changed' ? styles.warning : styles.quiet}
          role={signer === 'changed' ? 'alert' : undefined}
        >
          {text(`exchange.signer.${signer}`, { sender, fingerprint })}
        </p>
      )}
      {message !== '' && <blockquote className={styles.message}>{message}</blockquote>}
      <ul className={styles.items} aria-label={text('exchange.items')}>
        {items.map((item) => (
          <Item
            key={item.ref}
            item={item}
            isOpen={isOpen && takeable([item]).length > 0}
            isTaken={!left.has(item.ref)}
            onTake={(isTaken) => setLeft(toggled(left, item.ref, !isTaken))}
            sideOf={(key) => sides.get(JSON.stringify({ ref: item.ref, key }))}
            onSide={(key, side) => setSides(new Map(sides).set(JSON.stringify({ ref: item.ref, key }), side))}
          />
        ))}
      </ul>
      {isOpen && signer === 'changed' && (
        <Checkbox isSelected={trustsKey} onChange={setTrustsKey}>
          {text('exchange.trust')}
        </Checkbox>
      )}
      <div className={styles.actions}>
        {canAnswer && <Button onPress={() => void attempt(() => saveAnswer(id))}>{text('exchange.answer')}</Button>}
        {direction === 'out' && kind === 'request' && state === 'pending' && (
          <Button onPress={() => void attempt(() => cancelRequest(id))}>{text('exchange.cancel')}</Button>
        )}
        {isOpen && state === 'pending' && <Button onPress={() => void send([])}>{text('exchange.reject')}</Button>}
        {isOpen && (
          <Button kind="primary" isDisabled={refs.length === 0 || isBarred} onPress={() => void send(refs)}>
            {text(kind === 'request' ? 'exchange.grant' : 'exchange.approve', { count: refs.length })}
          </Button>
        )}
      </div>
    </div>
  );
}

type ItemProps = {
  item: ExchangeItem;
  isOpen: boolean;
  isTaken: boolean;
  onTake: (isTaken: boolean) => void;
  sideOf: (key: string) => Side | undefined;
  onSide: (key: string, side: Side) => void;
};

function Item({ item, isOpen, isTaken, onTake, sideOf, onSide }: ItemProps) {
  const text = useText();
  const {
    title,
    artist,
    action,
    problem,
    asks,
    wantsEdit,
    wantsPack,
    changes,
    conflicts,
    commentCount,
    audio,
    isApproved,
  } = item;
  const name = [artist, title].filter(Boolean).join(' - ');
  const note =
    problem === null
      ? action === 'skip'
        ? ''
        : text(`exchange.action.${action}`)
      : text(`exchange.problem.${problem}`);
  const facts = [
    ...asks.map((ask) => text(`exchange.ask.${ask.state}`, { step: ask.name })),
    wantsEdit ? text('exchange.asksEdit') : '',
    wantsPack === 'none' ? '' : text(`exchange.asksPack.${wantsPack}`),
    ...changes.map(({ step, field, to }) => text(`exchange.change.${field}`, { step, to })),
    commentCount > 0 ? text('exchange.comments', { count: commentCount }) : '',
    audio === 'none' ? '' : text(`exchange.audio.${audio}`),
  ].filter((fact) => fact !== '');
  return (
    <li className={styles.item}>
      {isOpen ? (
        <Checkbox isSelected={isTaken} onChange={onTake}>
          {name}
        </Checkbox>
      ) : (
        <b>{name}</b>
      )}
      <span className={styles.note}>{isApproved === true ? text('exchange.isTaken') : note}</span>
      {facts.length > 0 && (
        <ul className={styles.changes}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      {conflicts.map(({ key, step, field, mine, theirs, newer }) => (
        <fieldset key={`${key} ${field}`} className={styles.conflict}>
          <legend>{text('exchange.conflict', { step })}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <button
              key={side}
              type="button"
              className={styles.choice}
              aria-pressed={(sideOf(key) ?? newer) === side}
              disabled={!isOpen}
              onClick={() => onSide(key, side)}
            >
              {text(`exchange.side.${side}`, { value: valueText(field, side === 'mine' ? mine : theirs) })}
            </button>
          ))}
        </fieldset>
      ))}
    </li>
  );

  function valueText(field: 'state' | 'note', value: string): string {
    if (field === 'state') return text(value === 'done' ? 'exchange.done' : 'exchange.open.step');
    return value === '' ? text('exchange.emptyNote') : value.slice(0, 80);
  }
}

function toggled(set: ReadonlySet<string>, ref: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(ref);
  else next.delete(ref);
  return next;
}

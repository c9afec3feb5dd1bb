import type { Output } from '#shared/contract/index.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { describeOperation } from '../undo/index.ts';
import { fieldText, valueText } from './describe-change.ts';
import styles from './history-view.module.css';

type Detail = Output<'history.operation'>;

/** More would say less. */
const shown = 50;

/** What an operation did, file by file and value by value, and what stands in the way of undoing it. */
export function OperationDetails({ id, elementId }: { id: OperationId; elementId: string }) {
  const text = useText();
  const { data, error } = useCall('history.operation', { id });
  return (
    <div id={elementId} className={styles.details}>
      {error && <p>{errorText(text, error.code)}</p>}
      {data && <Blocking detail={data} />}
      {data && <Steps detail={data} />}
      {data && <Changes detail={data} />}
    </div>
  );
}

function Blocking({ detail: { blockedBy, undoneBy } }: { detail: Detail }) {
  const text = useText();
  if (undoneBy !== null || blockedBy.length === 0) return null;
  const what = blockedBy.map((operation) => describeOperation(text, operation)).join(', ');
  return <p className={styles.blocked}>{text('history.blocked', { what })}</p>;
}

function Steps({ detail: { steps, files } }: { detail: Detail }) {
  const text = useText();
  if (steps.length === 0) return null;
  const rest = files.total - Math.min(steps.length, shown);
  return (
    <ul className={styles.steps}>
      {steps.slice(0, shown).map((step) => (
        <li key={`${step.kind}-${step.source}-${step.target}`} data-state={step.state}>
          <span className={styles.path}>
            {text(`history.step.${step.kind}`, { source: step.source, target: step.target ?? step.source })}
          </span>
          {step.code && <span className={styles.failure}>{errorText(text, step.code)}</span>}
        </li>
      ))}
      {rest > 0 && <li>{text('history.moreChanges', { count: rest })}</li>}
    </ul>
  );
}

function Changes({ detail: { changes, trackCount } }: { detail: Detail }) {
  const text = useText();
  const { keyNotation } = useSettings();
  if (changes.length === 0) return null;
  const rest = Math.max(changes.length, trackCount) - shown;
  return (
    <ul className={styles.steps}>
      {changes.slice(0, shown).map(({ trackId, title, field, oldValue, newValue }) => (
        <li key={`${trackId}-${field}`}>
          {text('history.change', {
            title: title || String(trackId ?? ''),
            field: fieldText(text, field),
            from: valueText(text, field, oldValue, keyNotation),
            to: valueText(text, field, newValue, keyNotation),
          })}
        </li>
      ))}
      {rest > 0 && <li>{text('history.moreChanges', { count: rest })}</li>}
    </ul>
  );
}

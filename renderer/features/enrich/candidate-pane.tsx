import type { Candidate, EnrichField, LookUp } from '#shared/contract/enrich.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Checkbox } from '../../ui/index.ts';
import { fieldName } from '../tags/index.ts';
import { CoverChoice } from './cover-choice.tsx';
import { applyCurrent, dismiss, goOn } from './enrich.actions.ts';
import styles from './enrich.module.css';
import { changedFields, chooseCandidate, currentCandidate, useEnrich, usualTicks } from './enrich.store.ts';

type PaneProps = { lookUps: readonly LookUp[]; lookUp: LookUp };

/** The candidates of one track, and what the chosen one would change. */
export function CandidatePane({ lookUps, lookUp }: PaneProps) {
  const text = useText();
  const { candidateId, ticked, cover } = useEnrich();
  const candidate = currentCandidate(lookUp, candidateId);
  const ticks = candidate ? (ticked ?? usualTicks(lookUp, candidate)) : new Set<EnrichField>();
  const count = ticks.size + (cover ? 1 : 0);
  return (
    <div className={styles.pane}>
      {candidate && (
        <>
          <p className={styles.about}>{text('enrich.about')}</p>
          <ul className={styles.candidates} aria-label={text('enrich.candidates')}>
            {lookUp.candidates.map((each, index) => (
              <li key={each.id}>
                <button
                  type="button"
                  className={styles.candidate}
                  aria-pressed={each === candidate}
                  onClick={() => chooseCandidate(each.id)}
                >
                  <span className={styles.number}>{index + 1}</span>
                  <span className={styles.name}>
                    {text('enrich.track', { artist: each.fields.artist ?? '', title: each.fields.title ?? '' })}
                    <span className={styles.note}>{releaseText(text, each)}</span>
                  </span>
                  <span className={styles.note}>
                    {text('enrich.score', { percent: Math.round(each.score * 100) })}, {text(`enrich.by.${each.by}`)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <FieldTable lookUp={lookUp} candidate={candidate} ticks={ticks} />
          {candidate.releaseId !== null && <CoverChoice key={candidate.releaseId} candidate={candidate} />}
        </>
      )}
      <div className={styles.actions}>
        <Button onPress={() => void dismiss(lookUps, lookUp)}>{text('enrich.dismiss')}</Button>
        <Button onPress={() => goOn(lookUps, lookUp, 1)}>{text('enrich.skip')}</Button>
        <Button kind="primary" isDisabled={count === 0} onPress={() => void applyCurrent(lookUps, lookUp)}>
          {text('enrich.apply', { count })}
        </Button>
      </div>
    </div>
  );
}

type FieldTableProps = { lookUp: LookUp; candidate: Candidate; ticks: ReadonlySet<EnrichField> };

function FieldTable({ lookUp, candidate, ticks }: FieldTableProps) {
  const text = useText();
  const changed = changedFields(lookUp, candidate);
  const toggle = (field: EnrichField, isTicked: boolean) => {
    const next = new Set(ticks);
    if (isTicked) next.add(field);
    else next.delete(field);
    useEnrich.setState({ ticked: next });
  };
  return (
    <table className={styles.table} aria-label={text('enrich.fields')}>
      <thead>
        <tr>
          <th scope="col">{text('enrich.field')}</th>
          <th scope="col">{text('enrich.now')}</th>
          <th scope="col">{text('enrich.found')}</th>
        </tr>
      </thead>
      <tbody>
        {(Object.keys(candidate.fields) as EnrichField[]).map((field) => {
          const name = fieldName(text, field);
          const isChanged = changed.includes(field);
          return (
            <tr key={field} data-same={!isChanged}>
              <th scope="row">
                {isChanged ? (
                  <Checkbox
                    isSelected={ticks.has(field)}
                    onChange={(isTicked) => toggle(field, isTicked)}
                    aria-label={text('enrich.take', { field: name })}
                  >
                    {name}
                  </Checkbox>
                ) : (
                  name
                )}
              </th>
              <td>{lookUp.current[field] ?? ''}</td>
              <td>{isChanged ? <ins>{candidate.fields[field]}</ins> : text('enrich.same')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function releaseText(text: Text, { fields, release }: Candidate): string {
  if (!release) return text('enrich.noRelease');
  const kind = [release.kind, release.country, fields.date?.slice(0, 4)].filter(Boolean).join(', ');
  return text('enrich.candidate', { album: fields.album ?? '', kind });
}

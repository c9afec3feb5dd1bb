import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { replaceTerm } from '#shared/query/edit-query.ts';
import type { ParsedQuery, QueryTerm } from '#shared/query/query-types.ts';
import { useRichText, useText } from '../../messages/use-text.ts';
import { Kbd } from '../../ui/index.ts';
import styles from './search-field.module.css';

/** A term that could not be understood, and the query with what was probably meant. */
export type ErrorFix = { term: QueryTerm | null; query: string | null };

const none: ErrorFix = { term: null, query: null };

export function useErrorFix(parsed: ParsedQuery, isShown: boolean): ErrorFix {
  if (!isShown) return none;
  const term = parsed.errors.find((wrong) => isFinished(parsed, wrong));
  if (!term) return none;
  return { term, query: fixedQuery(parsed.text, term) };
}

/** A value at the end may still be typed; the name of a field is wrong at once. */
function isFinished({ text }: ParsedQuery, term: QueryTerm): boolean {
  return term.error?.code === 'UNKNOWN_FIELD' || term.range.end < text.length;
}

function fixedQuery(text: string, term: QueryTerm): string | null {
  const { range, error, fieldText } = term;
  if (!error || error.suggestion === null || fieldText === null) return null;
  const whole = text.slice(range.start, range.end);
  const colon = whole.indexOf(':');
  const fixed =
    error.code === 'UNKNOWN_FIELD'
      ? whole.slice(0, colon).replace(fieldText, error.suggestion) + whole.slice(colon)
      : whole.slice(0, colon + 1) + error.suggestion;
  return replaceTerm(text, range, fixed);
}

const bold = (parts: ReactNode) => <b>{parts}</b>;

/** Says below the field what is wrong with a term; Tab or a click puts in what was meant. */
export function ErrorHint({ fix, onFix }: { fix: ErrorFix; onFix: (query: string) => void }) {
  const text = useText();
  const rich = useRichText();
  const { term, query } = fix;
  return (
    <div role="status" id="search-error">
      {term?.error && (
        <div className={styles.hint}>
          <CircleAlert size={16} aria-hidden="true" />
          <span>
            {term.error.code === 'UNKNOWN_FIELD'
              ? rich('search.unknownField', { name: term.fieldText, b: bold })
              : rich('search.badValue', { name: term.fieldText, value: term.valueText, b: bold })}{' '}
            {query !== null && rich('search.didYouMean', { suggestion: term.error.suggestion, b: bold })}
          </span>
          {query !== null && (
            <Button
              className={styles.fix ?? ''}
              excludeFromTabOrder
              preventFocusOnPress
              aria-label={text('search.applyFix', { suggestion: term.error.suggestion })}
              onPress={() => onFix(query)}
            >
              <Kbd keys="Tab" />
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

import { useText } from '../../messages/use-text.ts';
import styles from './search-field.module.css';
import type { Suggestions } from './use-suggestions.ts';

type SuggestionListProps = { suggestions: Suggestions; onAccept: (index: number) => void };

/** The list of the search field's combobox: the focus stays in the input. */
export function SuggestionList({ suggestions, onAccept }: SuggestionListProps) {
  const text = useText();
  if (!suggestions.isOpen) return null;
  return (
    <div id="search-suggestions" role="listbox" aria-label={text('search.suggestions')} className={styles.suggestions}>
      {suggestions.items.map((item, index) => (
        <div
          key={item.text}
          id={`search-suggestion-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === suggestions.active}
          className={styles.suggestion}
          // Before the input loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onAccept(index);
          }}
        >
          <span className={styles.suggestionText}>{item.text}</span>
          {item.count !== null && (
            <span className={styles.suggestionCount}>{text('app.count', { count: item.count })}</span>
          )}
        </div>
      ))}
    </div>
  );
}

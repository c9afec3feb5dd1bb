import { Button } from 'react-aria-components';
import styles from './view-tabs.module.css';

type ViewTabsProps<Id extends string> = {
  label: string;
  tabs: readonly { id: Id; text: string }[];
  current: string;
  onChoose: (id: Id) => void;
};

/** Places beside each other in the head of a view; choosing one goes there. */
export function ViewTabs<Id extends string>({ label, tabs, current, onChoose }: ViewTabsProps<Id>) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ id, text }) => (
        <Button
          key={id}
          className={styles.tab ?? ''}
          data-current={id === current}
          {...(id === current ? { 'aria-current': 'page' as const } : {})}
          onPress={() => onChoose(id)}
        >
          {text}
        </Button>
      ))}
    </nav>
  );
}

import type { ReactNode } from 'react';
import { Tabs as RacTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import styles from './tabs.module.css';

type TabsProps<Id extends string> = {
  label: string;
  value: Id;
  tabs: readonly { id: Id; text: string; content: ReactNode }[];
  onChange: (id: Id) => void;
  /** Stands right of the tabs, or below them where they stand above each other. */
  end?: ReactNode;
  /** Many tabs stand above each other, left of what they show. */
  isVertical?: boolean;
};

export function Tabs<Id extends string>({ label, value, tabs, onChange, end, isVertical = false }: TabsProps<Id>) {
  return (
    <RacTabs
      className={styles.tabs ?? ''}
      orientation={isVertical ? 'vertical' : 'horizontal'}
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = tabs.find(({ id }) => id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <div className={styles.head}>
        <TabList aria-label={label} className={styles.list ?? ''}>
          {tabs.map(({ id, text }) => (
            <Tab key={id} id={id} className={styles.tab ?? ''}>
              {text}
            </Tab>
          ))}
        </TabList>
        {end}
      </div>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ''}>
          {content}
        </TabPanel>
      ))}
    </RacTabs>
  );
}

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Checkbox as RacCheckbox,
  type CheckboxProps as RacCheckboxProps,
  Switch as RacSwitch,
  type SwitchProps as RacSwitchProps,
} from 'react-aria-components';
import styles from './switch.module.css';

type SwitchProps = Omit<RacSwitchProps, 'children' | 'className'> & { children: ReactNode };

export function Switch({ children, ...props }: SwitchProps) {
  return (
    <RacSwitch {...props} className={styles.row ?? ''}>
      <span className={styles.track} aria-hidden="true" />
      {children}
    </RacSwitch>
  );
}

type CheckboxProps = Omit<RacCheckboxProps, 'children' | 'className'> & { children?: ReactNode };

export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <RacCheckbox {...props} className={styles.row ?? ''}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.box} aria-hidden="true">
            {isIndeterminate ? <span className={styles.mixed} /> : isSelected && <Check size={12} strokeWidth={3} />}
          </span>
          {children}
        </>
      )}
    </RacCheckbox>
  );
}

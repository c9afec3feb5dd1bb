import type { ReactNode } from 'react';
import { composeRenderProps, Button as RacButton, type ButtonProps as RacButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

type ButtonKind = 'plain' | 'primary' | 'ghost' | 'link';

export type ButtonProps = Omit<RacButtonProps, 'children'> & {
  kind?: ButtonKind;
  size?: 'normal' | 'small' | 'large';
  icon?: ReactNode;
  /** A shortcut to show inside, as `Mod+E`. */
  keys?: string | undefined;
  children: ReactNode;
};

/** At most one primary button stands in a view. */
export function Button({ kind = 'plain', size = 'normal', icon, keys, children, className, ...props }: ButtonProps) {
  return (
    <RacButton
      {...props}
      className={composeRenderProps(className, (given) => [styles.button, styles[kind], styles[size], given].join(' '))}
    >
      {props.isPending ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      <span className={styles.text}>{children}</span>
      {keys && <Kbd keys={keys} className={styles.keys} />}
    </RacButton>
  );
}

export type IconButtonProps = Omit<RacButtonProps, 'children' | 'aria-label'> & {
  /** Read by screen readers and shown as a tooltip. */
  label: string;
  keys?: string | undefined;
  size?: 'normal' | 'small';
  isOn?: boolean;
  children: ReactNode;
};

/** A button that is only an icon, with its name as a tooltip. `isOn` marks one that shows something now. */
export function IconButton({ label, keys, size = 'normal', isOn, children, className, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <RacButton
        {...props}
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        className={composeRenderProps(className, (given) =>
          [styles.icon, styles[size], isOn ? styles.on : '', given].join(' '),
        )}
      >
        {children}
      </RacButton>
    </Tooltip>
  );
}

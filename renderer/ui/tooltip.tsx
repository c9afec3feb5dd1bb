import type { ReactElement } from 'react';
import { Tooltip as RacTooltip, TooltipTrigger } from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';

type TooltipProps = {
  text: string;
  keys?: string | undefined;
  placement?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactElement;
};

/** Names a control on hover and on keyboard focus. */
export function Tooltip({ text, keys, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={0}>
      {children}
      <RacTooltip className={styles.tooltip ?? ''} placement={placement} offset={6}>
        {text}
        {keys && <Kbd keys={keys} />}
      </RacTooltip>
    </TooltipTrigger>
  );
}

import { LoaderCircle } from 'lucide-react';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { Link } from 'react-aria-components';
import type { MenuPlace } from './menu.tsx';
import styles from './nav.module.css';
import { Tooltip } from './tooltip.tsx';
import { useMediaQuery } from './use-media-query.ts';

export function NavList({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return <ul className={[styles.list, className].join(' ')}>{children}</ul>;
}

type NavItemProps = {
  icon: ReactNode;
  text: string;
  /** A count or a state at the right end. */
  note?: string | undefined;
  /** The note in words, for screen readers. */
  noteLabel?: string | undefined;
  tone?: 'plain' | 'warn';
  isCurrent?: boolean;
  /** Something waits here. */
  isCalling?: boolean;
  /** Work goes on here. */
  isBusy?: boolean;
  /** Something runs here, such as a timer. */
  isLive?: boolean;
  /** A small control at the right end, beside the link. */
  end?: ReactNode;
  onPress: () => void;
  onContextMenu?: (place: MenuPlace) => void;
};

/** One line of the sidebar; an icon with a tooltip where the sidebar is a rail. */
export function NavItem({
  icon,
  text,
  note,
  noteLabel,
  tone = 'plain',
  isCurrent,
  isCalling,
  isBusy,
  isLive,
  end,
  onPress,
  ...props
}: NavItemProps) {
  const isRail = useMediaQuery('(width < 1120px)');
  const link = useRef<HTMLAnchorElement>(null);
  const openMenu = (event: MouseEvent) => {
    if (!props.onContextMenu) return;
    event.preventDefault();
    // The keyboard's menu key gives no place of its own.
    const box = link.current?.getBoundingClientRect();
    const isPointer = event.clientX !== 0 || event.clientY !== 0;
    props.onContextMenu(
      isPointer ? { x: event.clientX, y: event.clientY } : { x: box?.left ?? 0, y: box?.bottom ?? 0 },
    );
  };
  const item = (
    <Link
      ref={link}
      className={styles.item ?? ''}
      data-tone={tone}
      data-calling={isCalling ?? false}
      onPress={onPress}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
    >
      {icon}
      <span className={styles.text}>{text}</span>
      {isLive && <span className={styles.live} aria-hidden="true" />}
      {isBusy && <LoaderCircle size={12} className={styles.busy} aria-hidden="true" />}
      {note && (
        <>
          <span className={styles.note} aria-hidden={noteLabel !== undefined}>
            {note}
          </span>
          {noteLabel && <span className={styles.hidden}>{noteLabel}</span>}
        </>
      )}
    </Link>
  );
  return (
    <li className={styles.line} onContextMenu={openMenu}>
      {isRail ? (
        <Tooltip text={note ? `${text}, ${note}` : text} placement="right">
          {item}
        </Tooltip>
      ) : (
        item
      )}
      {end && <span className={styles.end}>{end}</span>}
    </li>
  );
}

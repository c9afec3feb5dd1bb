import type { ComponentProps } from 'react';

/** A table that is a grid: its cells take the focus, one at a time. */
export function GridTable(props: ComponentProps<'table'>) {
  return <table {...props} />;
}

export function GridCell(props: ComponentProps<'td'>) {
  return <td {...props} />;
}

/** A part of a day that stands for time on it: the pointer's way to draw; buttons and keys are the other one. */
export function TrackPart(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

/** What scrolls can be scrolled with the keys. */
export function ScrollPart(props: ComponentProps<'section'>) {
  return <section {...props} />;
}

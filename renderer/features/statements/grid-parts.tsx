import type { ComponentProps } from 'react';

/** The parts of a table that holds only the rows in sight, for which there are no elements of their own. */

export function Grid(props: ComponentProps<'div'>) {
  return <Part {...props} role="grid" />;
}

export function GridBody(props: ComponentProps<'div'>) {
  return <Part {...props} role="rowgroup" />;
}

export function GridRow(props: ComponentProps<'div'>) {
  return <Part {...props} role="row" />;
}

export function GridHead(props: ComponentProps<'div'>) {
  return <Part {...props} role="columnheader" />;
}

export function GridCell(props: ComponentProps<'div'>) {
  return <Part {...props} role="gridcell" />;
}

function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

import type { ComponentProps } from 'react';

type PartProps = ComponentProps<'div'>;

/*
 * The parts of an ARIA grid and of a list box on plain elements. A table would bring a table's layout, and rows, cells
 * and options need no focus of their own: the grid or the list has it and names one by aria-activedescendant.
 */

export function Grid(props: PartProps) {
  return <Part {...props} role="grid" />;
}

export function GridRow(props: PartProps) {
  return <Part {...props} role="row" />;
}

export function GridRows(props: PartProps) {
  return <Part {...props} role="rowgroup" />;
}

export function GridCell(props: PartProps) {
  return <Part {...props} role="gridcell" />;
}

export function GridHead(props: PartProps) {
  return <Part {...props} role="columnheader" />;
}

export function ListBox(props: PartProps) {
  return <Part {...props} role="listbox" />;
}

export function Option(props: PartProps) {
  return <Part {...props} role="option" />;
}

function Part(props: PartProps) {
  return <div {...props} />;
}

import type { ComponentProps } from 'react';

/** A part of a grid whose rows take keys; there are no elements of their own for that. */
export function GridPart(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

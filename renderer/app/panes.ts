const paneOrder = ['sidebar', 'search', 'list', 'inspector', 'player'] as const;

const focusable =
  'a[href], a[tabindex], [role=link], button:not([disabled]), input:not([disabled]), [tabindex]:not([tabindex="-1"])';

/** Moves the focus to the next pane that is there, or to the one before. */
export function cyclePanes(step: 1 | -1): void {
  const panes = paneOrder.flatMap((name) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`) ?? []);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let turn = 1; turn <= panes.length; turn++) {
    const pane = panes[(here + step * turn + panes.length * 2) % panes.length];
    if (pane && focusIn(pane)) return;
  }
}

/** What a pane marks with `data-pane-focus` comes first. */
function focusIn(pane: HTMLElement): boolean {
  const target =
    pane.querySelector<HTMLElement>('[data-pane-focus]') ??
    [...pane.querySelectorAll<HTMLElement>(focusable)].find((element) => element.tabIndex >= 0);
  const goal = target ?? pane;
  goal.focus();
  return pane.contains(document.activeElement);
}

export function focusList(): void {
  const list = document.querySelector<HTMLElement>('[data-pane="list"]');
  if (list) focusIn(list);
}

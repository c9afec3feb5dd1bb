/** The list of questions hears all keys of the lane. */
export function focusLane(): void {
  document.querySelector<HTMLElement>('[data-review-lane]')?.focus({ preventScroll: true });
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import {
  clearSelection,
  countSelected,
  emptySelection,
  isSelected,
  moveFocus,
  resolveWhole,
  type Selection,
  selectEntries,
  selectOnly,
  selectRange,
  selectWhole,
  toggle,
} from './selection.ts';

const view = 'view-1';
const ids = Array.from({ length: 12 }, (_, index) => (index + 1) as TrackId);
const place = (index: number) => ({ index, id: ids[index] ?? null });
const selectedIds = (selection: Selection) => ids.filter((id) => isSelected(selection, view, id));

type Step =
  | { kind: 'only' | 'toggle' | 'focus'; index: number }
  | { kind: 'range'; from: number; to: number; isAdded: boolean }
  | { kind: 'whole' | 'resolve' | 'clear' };

const rowIndex = fc.integer({ min: 0, max: ids.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('only', 'toggle', 'focus'), index: rowIndex }),
  fc.record({ kind: fc.constant('range'), from: rowIndex, to: rowIndex, isAdded: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('whole', 'resolve', 'clear') }),
) as fc.Arbitrary<Step>;

function apply(selection: Selection, taken: Step): Selection {
  switch (taken.kind) {
    case 'only':
      return selectOnly(place(taken.index));
    case 'toggle':
      return toggle(selection, view, place(taken.index));
    case 'focus':
      return moveFocus(selection, place(taken.index));
    case 'range': {
      const stretch = ids.slice(Math.min(taken.from, taken.to), Math.max(taken.from, taken.to) + 1);
      return selectRange(selection, view, stretch, place(taken.to), taken.isAdded);
    }
    case 'whole':
      return selectWhole(selection, view, ids.length);
    case 'resolve':
      return resolveWhole(selection, view, ids);
    default:
      return clearSelection(selection);
  }
}

/** The same in the plainest terms: a set of ids, with nothing kept for later. */
function applyPlainly(selected: Set<TrackId>, taken: Step): Set<TrackId> {
  switch (taken.kind) {
    case 'only':
      return new Set([ids[taken.index]!]);
    case 'toggle': {
      const next = new Set(selected);
      if (!next.delete(ids[taken.index]!)) next.add(ids[taken.index]!);
      return next;
    }
    case 'range': {
      const stretch = ids.slice(Math.min(taken.from, taken.to), Math.max(taken.from, taken.to) + 1);
      return new Set(taken.isAdded ? [...selected, ...stretch] : stretch);
    }
    case 'whole':
      return new Set(ids);
    case 'clear':
      return new Set();
    default:
      return selected;
  }
}

test('any series of steps selects what a plain set of ids would hold', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let selection = emptySelection;
      let plain = new Set<TrackId>();
      for (const taken of steps) {
        selection = apply(selection, taken);
        plain = applyPlainly(plain, taken);
      }
      expect(selectedIds(selection)).toEqual(ids.filter((id) => plain.has(id)));
    }),
    { numRuns: 1000 },
  );
});

test('the count is right without the ids of a whole view', () => {
  const whole = toggle(selectWhole(emptySelection, view, 100_000), view, place(3));
  expect([countSelected(whole), isSelected(whole, view, ids[3]!), isSelected(whole, view, ids[4]!)]).toEqual([
    99_999,
    false,
    true,
  ]);
});

test('a whole view says nothing about the rows of another', () => {
  expect(isSelected(selectWhole(emptySelection, view, 12), 'view-2', ids[0]!)).toBe(false);
});

test('ids that come late do not undo a newer selection', () => {
  const newer = selectOnly(place(2));
  expect(resolveWhole(newer, view, ids)).toBe(newer);
});

test('extending a range keeps its anchor', () => {
  const ranged = selectRange(selectOnly(place(2)), view, ids.slice(2, 6), place(5), false);
  const shorter = selectRange(ranged, view, ids.slice(2, 4), place(3), false);
  expect([shorter.anchor, shorter.focus, selectedIds(shorter)]).toEqual([place(2), place(3), [3, 4]]);
});

test('moving the focus alone leaves the selection', () => {
  const moved = moveFocus(selectOnly(place(1)), place(7));
  expect([moved.focus, selectedIds(moved)]).toEqual([place(7), [2]]);
});

test('in a playlist entries are selected: one of a track that stands twice, and one whose track is gone', () => {
  const [track] = ids as [TrackId];
  const first = { index: 0, id: track, entry: 71 };
  const again = { index: 1, id: track, entry: 72 };
  const gone = { index: 2, id: null, entry: 73 };
  const one = selectOnly(first);
  expect([isSelected(one, view, track, 71), isSelected(one, view, track, 72)]).toEqual([true, false]);
  const three = toggle(toggle(one, view, again), view, gone);
  expect([countSelected(three), [...three.ids]]).toEqual([3, [track]]);
  const two = toggle(three, view, first);
  expect([countSelected(two), [...two.ids], two.entries?.has(71)]).toEqual([2, [track], false]);
  const lost = selectEntries(new Map([[73, null]]), gone, gone);
  expect([countSelected(lost), lost.ids.size]).toEqual([1, 0]);
  // Elsewhere rows are tracks again.
  const elsewhere = selectOnly({ index: 4, id: ids[4]! });
  expect([elsewhere.entries, countSelected(elsewhere), countSelected(clearSelection(three))]).toEqual([null, 1, 0]);
});

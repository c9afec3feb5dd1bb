import { expect, test } from 'vitest';
import { keyNames, matchesShortcut, parseShortcut } from './key-names.ts';

const press = (key: string, code: string, modifiers = '') => ({
  key,
  code,
  ctrlKey: modifiers.includes('c'),
  metaKey: modifiers.includes('m'),
  shiftKey: modifiers.includes('s'),
  altKey: modifiers.includes('a'),
});

test.each([
  ['Mod+K', press('k', 'KeyK', 'c'), true],
  ['Mod+K', press('K', 'KeyK', 'cs'), false],
  ['Mod+K', press('k', 'KeyK', 'm'), false],
  ['Mod+K', press('k', 'KeyK'), false],
  ['Mod+K', press('л', 'KeyK', 'c'), true],
  ['Mod+Shift+R', press('R', 'KeyR', 'cs'), true],
  ['/', press('/', 'Slash'), true],
  ['/', press('/', 'Digit7', 's'), true],
  ['Mod+,', press(',', 'Comma', 'c'), true],
  ['Space', press(' ', 'Space'), true],
  ['Alt+ArrowLeft', press('ArrowLeft', 'ArrowLeft', 'a'), true],
  ['Mod+Alt+1', press('¹', 'Digit1', 'ca'), true],
  ['Mod+1', press('2', 'Digit1', 'c'), false],
  ['F6', press('F6', 'F6'), true],
])('%s and a pressed key %o', (keys, event, expected) => {
  expect(matchesShortcut(event, parseShortcut(keys), false)).toBe(expected);
});

test('Mod is the command key on a Mac', () => {
  const shortcut = parseShortcut('Mod+K');
  expect([
    matchesShortcut(press('k', 'KeyK', 'm'), shortcut, true),
    matchesShortcut(press('k', 'KeyK', 'c'), shortcut, true),
  ]).toEqual([true, false]);
});

test('keys are named as on the keyboard', () => {
  expect([
    keyNames('Mod+Shift+R', false),
    keyNames('Mod+Shift+R', true),
    keyNames('Alt+ArrowLeft', false),
    keyNames('Mod+Enter', true),
    keyNames('Mod++', false),
  ]).toEqual([
    ['Ctrl', 'Shift', 'R'],
    ['⇧', '⌘', 'R'],
    ['Alt', '←'],
    ['⌘', '↵'],
    ['Ctrl', '+'],
  ]);
});

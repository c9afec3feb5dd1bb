import { expect, test } from 'vitest';
import { libraryHome } from './library-home.ts';

test('the library lies where the system keeps the data of applications', () => {
  const homes = [
    libraryHome({ platform: 'linux', env: {}, homeDirectory: '/home/ada' }),
    libraryHome({ platform: 'linux', env: { XDG_DATA_HOME: '/data' }, homeDirectory: '/home/ada' }),
    libraryHome({ platform: 'linux', env: { XDG_DATA_HOME: 'relative' }, homeDirectory: '/home/ada' }),
    libraryHome({ platform: 'darwin', env: {}, homeDirectory: '/Users/ada' }),
    libraryHome({ platform: 'win32', env: { APPDATA: 'D:\\Roaming' }, homeDirectory: 'C:\\Users\\ada' }),
    libraryHome({ platform: 'win32', env: {}, homeDirectory: 'C:\\Users\\ada' }),
  ];
  expect(homes).toEqual([
    '/home/ada/.local/share/ledgerline',
    '/data/ledgerline',
    '/home/ada/.local/share/ledgerline',
    '/Users/ada/Library/Application Support/Ledgerline',
    'D:\\Roaming\\Ledgerline',
    'C:\\Users\\ada\\AppData\\Roaming\\Ledgerline',
  ]);
});

test('LEDGERLINE_HOME comes before everything else', () => {
  const env = { LEDGERLINE_HOME: '/elsewhere', XDG_DATA_HOME: '/data' };
  expect(libraryHome({ platform: 'linux', env, homeDirectory: '/home/ada' })).toMatch(/elsewhere$/);
});

import { defineConfig } from '@playwright/test';
import { browserLaunch } from './chromium.ts';

const launchOptions = await browserLaunch();

/** The same specs on both windows. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './prepare.ts',
  outputDir: '../test-results',
  // One more than cores: they wait for each other a quarter of the time.
  workers: 3,
  fullyParallel: true,
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000, toPass: { timeout: 30_000 } },
  reporter: [['list'], ['json', { outputFile: '../reports/e2e.json' }]],
  use: { viewport: { width: 1440, height: 900 }, trace: 'on-first-retry', launchOptions },
  projects: [
    { name: 'browser', metadata: { host: 'browser' } },
    { name: 'electron', metadata: { host: 'electron' } },
  ],
});

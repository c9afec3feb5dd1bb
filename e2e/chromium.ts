import chromium from '@sparticuz/chromium';

/** The browser of the tests: one from npm on Linux, so that nothing else is needed; an installed Chrome elsewhere. */
export async function browserLaunch(): Promise<{ executablePath?: string; channel?: string; args: string[] }> {
  const args = ['--autoplay-policy=no-user-gesture-required', '--mute-audio'];
  if (process.platform !== 'linux') return { channel: 'chrome', args };
  return {
    executablePath: await chromium.executablePath(),
    // The sandbox needs a set-uid helper that no npm package can bring.
    args: [
      ...args,
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
  };
}

/*
 * Chromium without a language (LANG=C) calls it 'en-US@posix', which Intl refuses: a library that asks for the window's
 * language when it is loaded would keep the window from opening. Imported before all others.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  const language = /^[a-z]{2,3}(-[A-Z]{2})?/.exec(navigator.language)?.[0] ?? 'en';
  Object.defineProperties(navigator, {
    language: { value: language, configurable: true },
    languages: { value: [language], configurable: true },
  });
}

export {};

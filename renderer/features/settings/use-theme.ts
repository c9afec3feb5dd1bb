import { useLayoutEffect } from 'react';
import { useSettings } from '../../api/settings.ts';

/** Puts the theme of the settings on the page; without one the system's counts. */
export function useTheme(): void {
  const { theme } = useSettings();
  useLayoutEffect(() => {
    if (theme === 'system') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}

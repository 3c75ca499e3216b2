import { useEffect } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';

const THEME_KEY = 'backhaul-theme'; // public/theme.js reads it before the first paint

/** Shows the chosen theme, and keeps it for the next first paint. */
export function useTheme(): void {
  const { theme } = useAppView().preferences;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(THEME_KEY, theme);
    } catch {
      // Without localStorage the first paint follows the system.
    }
  }, [theme]);
}

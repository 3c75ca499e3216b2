export const installWords = {
  region: 'Install Backhaul',
  title: 'Keep Backhaul at hand',
  why: {
    prompt: 'Installed, it opens in a window of its own, and sends what waits even when that is closed.',
    ios: 'In Safari, choose Share, then Add to Home Screen.',
    'firefox-android': 'In the menu of Firefox, choose Install.',
  },
  install: 'Install',
  notNow: 'Not now',
} as const;

import { expect, test } from 'vitest';
import { installOffer, installWay } from './install-offer.ts';

const day = 24 * 60 * 60 * 1000;
const good = {
  way: { kind: 'prompt' },
  isInstalled: false,
  hasDelivered: true,
  declinedAt: undefined,
  now: 100 * day,
} as const;

test.each([
  ['after the first delivery', {}, 'prompt'],
  ['not before it', { hasDelivered: false }, 'none'],
  ['not where it is installed', { isInstalled: true }, 'none'],
  ['not for 30 days after "Not now"', { declinedAt: 70.1 * day }, 'none'],
  ['again after them', { declinedAt: 70 * day }, 'prompt'],
  ['in words where the browser does not ask', { way: { kind: 'ios' } as const }, 'ios'],
])('offered %s', (_when, change, kind) => {
  expect(installOffer({ ...good, ...change }).kind).toBe(kind);
});

const agents = {
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  firefoxAndroid: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

test.each([
  [agents.iphone, 5, false, 'ios'],
  [agents.mac, 5, false, 'ios'], // An iPad says that it is a Mac.
  [agents.mac, 0, false, 'none'],
  [agents.firefoxAndroid, 5, false, 'firefox-android'],
  [agents.firefox, 0, false, 'none'],
  [agents.firefox, 0, true, 'prompt'],
])('%s with %i touch points', (userAgent, maxTouchPoints, canPrompt, kind) => {
  expect(installWay({ userAgent, maxTouchPoints, canPrompt }).kind).toBe(kind);
});

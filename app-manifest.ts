import type { ManifestOptions } from 'vite-plugin-pwa';

/** What the browser is told about the app: how it looks among the others on a device, and what of it is at hand there. */
export const appManifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Backhaul',
  short_name: 'Backhaul',
  description: 'Saves on this device at once, and delivers in the background.',
  lang: 'en',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: '#0b4f52',
  background_color: '#f6f9f9',
  categories: ['productivity', 'social', 'utilities'],
  icons: [
    { src: '/icons/any.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { src: '/icons/any-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/any-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: 'New message', url: '/compose', icons: [{ src: '/icons/any-192.png', sizes: '192x192' }] },
    { name: 'Settings', url: '/settings/profile', icons: [{ src: '/icons/any-192.png', sizes: '192x192' }] },
  ],
  // Taken by `npm run pictures`.
  screenshots: [
    {
      src: '/screenshots/space.png',
      sizes: '1280x800',
      type: 'image/png',
      form_factor: 'wide',
      label: 'A space, and where everything of it is',
    },
    {
      src: '/screenshots/sync.png',
      sizes: '1280x800',
      type: 'image/png',
      form_factor: 'wide',
      label: 'What waits, what was sent, and what needs you',
    },
    {
      src: '/screenshots/space-phone.png',
      sizes: '412x823',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'A space on a phone',
    },
    {
      src: '/screenshots/spaces-phone.png',
      sizes: '412x823',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'Your spaces, in your order',
    },
  ],
};

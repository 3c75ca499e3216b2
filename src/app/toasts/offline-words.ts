/** What is told once: it stays while more is saved, so it has no number. */
export const offlineWords = {
  sentWhenClosed: 'Saved on this device. What you change will be sent when you are online',
  sentWhenOpen: 'Saved on this device. Keep this app open, or open it again, to send what you change',
} as const;

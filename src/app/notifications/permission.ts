/** Whether this browser shows notices of this page. */
export type NoticePermission = 'granted' | 'denied' | 'not-asked' | 'not-supported';

export function noticePermission(): NoticePermission {
  if (!('Notification' in globalThis)) return 'not-supported';
  return Notification.permission === 'default' ? 'not-asked' : Notification.permission;
}

/** Asks the person, once; a browser asks only when they have just done something. */
export async function askForNotices(): Promise<NoticePermission> {
  if (noticePermission() === 'not-asked') await Notification.requestPermission();
  return noticePermission();
}

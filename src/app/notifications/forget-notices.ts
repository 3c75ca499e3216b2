/** Takes back every notice that is still to be seen: each has the name of a space, and what was said there. Never rejects. */
export async function forgetNotices(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  for (const registration of registrations) {
    for (const notice of await registration.getNotifications().catch(() => [])) notice.close();
  }
}

import type { Devices, DevicesOptions } from './open-devices.ts';

/** The devices of the account, loaded when somebody asks for them. */
export function laterDevices(options: DevicesOptions): Devices {
  const load = async () => (await import('./open-devices.ts')).openDevices(options);
  return {
    list: async () => (await load()).list(),
    signInAgain: async (phraseOrLink) => (await load()).signInAgain(phraseOrLink),
    signOutHere: async () => (await load()).signOutHere(),
  };
}

import type { DeviceId } from 'backhaul/protocol';

/** What a person does about the keys of their account. */
export interface Keys {
  /**
   * Makes new words, which are nowhere yet. The present ones are asked for: no device can hand its keys on.
   * @throws AccountError `wrong-phrase`, `keys-replaced` for former words, `other-account-kept` for another account's, and what
   * else `prepareRotation` throws, or what the network throws
   */
  readonly prepare: (phraseOrLink: string) => Promise<NewWords>;
  /**
   * Takes the words that another device was shown when it changed the keys; what waits here is sealed anew and sent.
   * @throws the same
   */
  readonly take: (phraseOrLink: string) => Promise<void>;
  /**
   * The link by which another device joins, from the account's present words; with what this device has found at the server, so that
   * the other one notices when it is shown less.
   * @throws the same
   */
  readonly pairingLink: (phraseOrLink: string) => Promise<string>;
}

/** New words for the account, to be written down before they take the place of the present ones. */
export interface NewWords {
  readonly phrase: string;
  /**
   * Has them take that place, and shuts out devices with the same stroke; gives the link by which another device joins from now
   * on. A failure while the view says that keys are `changing` leaves it open: the server may have heard of it, and it ends by
   * itself.
   * @throws AccountError `not-caught-up`, `rotation-refused`, `keys-replaced`, or what the network throws
   */
  readonly change: (shutOut: readonly DeviceId[]) => Promise<string>;
}

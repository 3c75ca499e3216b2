import type { DoubtReason } from 'backhaul/journal';

const restoredOrHeldBack = 'A backup may have been restored there, or changes are being held back.';

interface DoubtWords {
  /** In the status line. */
  readonly status: string;
  readonly seen: string;
}

/** What was seen of the server, by the reason why its history is doubted. */
export const doubtWords: Readonly<Record<DoubtReason, DoubtWords>> = {
  'set-back': {
    status: 'The server shows an older state',
    seen: `The server has less than this device has already read from it. ${restoredOrHeldBack}`,
  },
  'other-history': {
    status: 'The server has begun anew',
    seen:
      'The server says that it does not go on from where this device has read it. Its data was removed, by another of your devices ' +
      'for instance, or a backup was restored there.',
  },
  'head-missing': {
    status: 'Something is missing at the server',
    seen: `What one of your devices has noted at the server is not there. ${restoredOrHeldBack}`,
  },
  'head-older': {
    status: 'The server shows an older state',
    seen: `What one of your devices has noted at the server is older there than what was noted. ${restoredOrHeldBack}`,
  },
  'hides-changes': {
    status: 'Changes are missing at the server',
    seen: `Another of your devices has read changes there that the server does not show to this one. ${restoredOrHeldBack}`,
  },
  forked: {
    status: 'The server shows your devices different things',
    seen:
      'At the same point of its history, the server has shown different things to two of your devices. A backup may have been ' +
      'restored and written to since, or each device is shown something else.',
  },
  silent: {
    status: 'The server no longer tells its history',
    seen:
      'The server has told this device where its history stands, and does so no longer. An older version of it may be running, or ' +
      'changes are being held back.',
  },
};

export const historyWords = {
  show: 'What happened',
  safe: 'Nothing on this device is lost, and nothing of it was taken back. Sending and reading go on.',
  restored:
    'If the server was restored, send everything again: it gets all that this device has, and its history counts as the true one.',
  unexplained: 'If nobody can explain it, turn sync off here, and ask whoever runs the server.',
  later: 'Decide later',
  turnOff: 'Turn sync off',
  sendAgain: 'Send everything again',
  failed: 'This could not be stored, and nothing has changed. Try again.',
} as const;

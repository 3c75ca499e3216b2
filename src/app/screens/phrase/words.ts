export const phraseWords = {
  title: 'Your recovery phrase',
  explanation:
    'These 12 words are the only way to open this account on another device, or here after this browser’s data was cleared. ' +
    'They are shown this once, and the account begins when you have them. Whoever has them can read everything: keep them where nobody else looks.',
  words: 'Recovery phrase',
  fieldNote: 'Numbers, commas and line breaks between the words do no harm.',
  copy: 'Copy the words',
  copyLink: 'Copy the link',
  copied: 'Copied',
  notCopied: 'This browser does not let the page copy',
  code: 'Pairing code: opens this account on another device',
  codeNote: 'Or point another device’s camera at this code to join at once.',
  newDeviceNote: 'Point a new device’s camera at this code, or open the link there.',
  done: 'I have written it down',
  notNow: 'Skip, it is only the sample',
  opening: 'Opening',
} as const;

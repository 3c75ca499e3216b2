export const loadingFailedWords = {
  failed: 'A part of the app could not be loaded. Nothing that you saved is lost',
  tryAgain: 'Try again',
} as const;

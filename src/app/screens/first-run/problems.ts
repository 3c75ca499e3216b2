import { AccountError, type PhraseFault } from 'backhaul/account';
import { NotAskedError } from '../../model/not-asked-error.ts';
import { problemWords } from './words.ts';

/** Why an account could not be made or joined, for a person. */
export function problemOf(error: unknown): string {
  if (error instanceof NotAskedError) return problemWords.notAsked;
  if (!(error instanceof AccountError)) return problemWords.unknown;
  if (isWrongPhrase(error)) return phraseProblem(error.details);
  return wordsOf(error);
}

/** The same for a link, whose words nobody has typed. */
export function linkProblemOf(error: unknown): string {
  return error instanceof AccountError && isWrongPhrase(error) ? problemWords.link : problemOf(error);
}

function phraseProblem(details: PhraseFault): string {
  switch (details.fault) {
    case 'word-count':
      return problemWords.wordCount(details.expected, details.found);
    case 'unknown-words':
      return problemWords.unknownWords(
        details.words.map((word, index) => problemWords.word(word, details.places[index] ?? 0)),
      );
    case 'checksum':
      return problemWords.checksum;
  }
}

function isWrongPhrase(error: AccountError): error is AccountError<'wrong-phrase'> {
  return error.code === 'wrong-phrase';
}

function wordsOf({ code }: AccountError): string {
  return code === 'wrong-phrase' ? problemWords.link : problemWords[code];
}

import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { phraseWords } from './words.ts';

interface PhraseFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (phrase: string) => void;
}

/** Where the words are typed or pasted, however they were written down. It has the focus first, and after every problem. */
export function PhraseField({ value, problem, onChange }: PhraseFieldProps): ReactNode {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => {
    if (problem !== undefined) field.current?.focus();
  }, [problem]);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {phraseWords.words}
      </label>
      <textarea
        ref={field}
        id={id}
        className="text-field"
        rows={3}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        enterKeyHint="go"
        spellCheck={false}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? `${id}-note` : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={submitOnEnter}
      />
      {problem === undefined ? (
        <p id={`${id}-note`} className="field-note">
          {phraseWords.fieldNote}
        </p>
      ) : (
        <p id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

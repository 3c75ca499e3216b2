import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** What a step of a dialog begins with: the focus is there when the step begins, and assistive tools read it. */
export function StepText({ children }: { readonly children: ReactNode }): ReactNode {
  const text = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => text.current?.focus(), []);
  return (
    <p ref={text} className="keys-step" tabIndex={-1}>
      {children}
    </p>
  );
}

import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** The heading of a step: the focus is there when the step begins, so that nobody looks for it, and assistive tools read it. */
export function StepHeading({ children }: { readonly children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

import type { ComponentProps, ReactNode } from 'react';

interface BusyButtonProps extends ComponentProps<'button'> {
  readonly isBusy: boolean;
}

/** A button that does nothing while something is under way, and keeps the focus: a disabled one would lose it. */
export function BusyButton({ isBusy, onClick, className = '', ...rest }: BusyButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${className}`}
      aria-disabled={isBusy}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
    />
  );
}

import type { Settlement } from 'backhaul';
import { type ReactNode, useEffect, useState } from 'react';
import { useModel } from '../../provider/AppProvider.tsx';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { CopyButton } from '../phrase/CopyButton.tsx';
import { invitesMadeBy } from './invites-made.ts';
import { SmallDialog, type SmallDialogProps } from './SmallDialog.tsx';
import { inviteWords } from './words.ts';

interface InviteDialogProps extends SmallDialogProps {
  readonly space: SpaceSummary;
}

/** A link that lets somebody in; it is told when the server knows of it. */
export function InviteDialog({ space, ...dialog }: InviteDialogProps): ReactNode {
  return (
    <SmallDialog {...dialog} title={inviteWords.title(space.name)}>
      <p className="quiet">{inviteWords.explanation}</p>
      <Link space={space} />
    </SmallDialog>
  );
}

type Made =
  | { readonly kind: 'making' | 'failed' }
  | { readonly kind: 'made'; readonly link: string; readonly settlement?: Settlement };

function Link({ space }: { readonly space: SpaceSummary }): ReactNode {
  const made = useInvite(space);
  switch (made.kind) {
    case 'making':
      return <p role="status">{inviteWords.making}</p>;
    case 'failed':
      return (
        <p className="field-problem" role="alert">
          {inviteWords.notMade}
        </p>
      );
    case 'made':
      return (
        <div className="field">
          <input className="text-field" readOnly aria-label={inviteWords.link} value={made.link} onFocus={selectAll} />
          <p className="field-note" role="status">
            {settlementWords(made.settlement)}
          </p>
          <div className="small-dialog-actions">
            <CopyButton text={made.link} words={inviteWords.copy} />
          </div>
        </div>
      );
  }
}

/** Makes one as soon as it is asked for, or shows again what this page has made: it expires by itself, and nobody uses it up. */
function useInvite(space: SpaceSummary): Made {
  const model = useModel();
  const [made, setMade] = useState<Made>({ kind: 'making' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: One question at each opening, whatever changes of the space.
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Made) => {
      if (isCurrent) setMade(next);
    };
    const make = async () => {
      const { desk } = await model.conversations();
      const { link, receipt } = await invitesMadeBy(desk).of(space, Date.now());
      show({ kind: 'made', link });
      show({ kind: 'made', link, settlement: await receipt.settled });
    };
    make().catch((error: unknown) => {
      console.error(error);
      show({ kind: 'failed' });
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return made;
}

function settlementWords(settlement: Settlement | undefined): string {
  switch (settlement?.kind) {
    case 'delivered':
      return inviteWords.works;
    case 'failed':
      return inviteWords.refused(settlement.error.message);
    default:
      return inviteWords.waiting;
  }
}

function selectAll({ target }: { readonly target: HTMLInputElement }): void {
  target.select();
}

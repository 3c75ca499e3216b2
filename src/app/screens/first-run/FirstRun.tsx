import { type ReactNode, useEffect, useState } from 'react';
import type { AppModel, NewAccount, FirstRun as Ways } from '../../model/app-model.ts';
import { useDocumentTitle } from '../../routes/use-document-title.ts';
import { PhraseStep } from '../phrase/PhraseStep.tsx';
import { ReadingAccount } from '../reading/later-reading.ts';
import { FirstRunChoice } from './FirstRunChoice.tsx';
import { FirstRunPage } from './FirstRunPage.tsx';
import { JoinByLink } from './JoinByLink.tsx';
import { JoinByPhrase } from './JoinByPhrase.tsx';
import { Loading } from './Loading.tsx';
import { problemOf } from './problems.ts';
import { firstRunWords } from './words.ts';

interface FirstRunProps {
  readonly ways: Ways;
  readonly onReady: (model: AppModel) => void;
}

/** Where the person is; `problem` says why it did not go on from there. */
type Stage =
  | { readonly kind: 'choosing'; readonly isBusy: boolean; readonly problem?: string }
  | { readonly kind: 'typing-phrase' }
  | { readonly kind: 'confirming-link'; readonly link: string }
  | { readonly kind: 'loading'; readonly done: number; readonly of: number }
  | { readonly kind: 'phrase'; readonly account: NewAccount; readonly isSample: boolean };

const choosing = { kind: 'choosing', isBusy: false } as const;

/** What a person sees once: what this is, the ways to begin, and the phrase of the account that was made. */
export default function FirstRun({ ways, onReady }: FirstRunProps): ReactNode {
  const [stage, setStage] = useState<Stage>(() => firstStage(ways.joinLink));
  useDocumentTitle(firstRunWords.documentTitle);
  useEffect(() => {
    ReadingAccount.load().catch(() => undefined); // It is asked for again where it is shown.
  }, []);

  /** Makes the account, then shows its phrase. */
  const make = async (making: Promise<NewAccount>, isSample: boolean) => {
    try {
      setStage({ kind: 'phrase', account: await making, isSample });
    } catch (error) {
      console.error(error);
      setStage({ ...choosing, problem: problemOf(error) });
    }
  };
  const onStartEmpty = () => {
    setStage({ kind: 'choosing', isBusy: true });
    void make(ways.startEmpty(), false);
  };
  const onLoadSample = () => {
    setStage({ kind: 'choosing', isBusy: true });
    void make(
      ways.loadSample((done, of) => setStage({ kind: 'loading', done, of })),
      true,
    );
  };
  const onBack = () => setStage(choosing);

  switch (stage.kind) {
    case 'choosing':
      return (
        <FirstRunChoice
          isBusy={stage.isBusy}
          problem={stage.problem}
          onStartEmpty={onStartEmpty}
          onLoadSample={onLoadSample}
          onHavePhrase={() => setStage({ kind: 'typing-phrase' })}
        />
      );
    case 'loading':
      return (
        <FirstRunPage>
          <Loading done={stage.done} of={stage.of} />
        </FirstRunPage>
      );
    case 'typing-phrase':
      return <JoinByPhrase ways={ways} onReady={onReady} onBack={onBack} />;
    case 'confirming-link':
      return <JoinByLink ways={ways} link={stage.link} onReady={onReady} onBack={onBack} />;
    case 'phrase':
      return <PhraseStep account={stage.account} isDismissible={stage.isSample} onReady={onReady} />;
  }
}

function firstStage(joinLink: string | undefined): Stage {
  return joinLink === undefined ? choosing : { kind: 'confirming-link', link: joinLink };
}

import { type ReactNode, useState } from 'react';
import type { AppModel, NewAccount, FirstRun as Ways } from '../../model/app-model.ts';
import { PhraseStep } from '../phrase/PhraseStep.tsx';
import { FirstRunChoice } from './FirstRunChoice.tsx';
import { FirstRunPage } from './FirstRunPage.tsx';
import { JoinByLink } from './JoinByLink.tsx';
import { JoinByPhrase } from './JoinByPhrase.tsx';
import { Loading } from './Loading.tsx';
import { linkProblemOf, problemOf } from './problems.ts';

interface FirstRunProps {
  readonly ways: Ways;
  readonly onReady: (model: AppModel) => void;
}

/** Where the person is; `problem` says why it did not go on from there. */
type Stage =
  | { readonly kind: 'choosing' | 'typing-phrase'; readonly isBusy: boolean; readonly problem?: string }
  | { readonly kind: 'confirming-link'; readonly link: string; readonly isBusy: boolean; readonly problem?: string }
  | { readonly kind: 'loading'; readonly done: number; readonly of: number }
  | { readonly kind: 'phrase'; readonly account: NewAccount; readonly isSample: boolean };

const choosing = { kind: 'choosing', isBusy: false } as const;

/** What a person sees once: what this is, the ways to begin, and the phrase of the account that was made. */
export default function FirstRun({ ways, onReady }: FirstRunProps): ReactNode {
  const [stage, setStage] = useState<Stage>(() => firstStage(ways.joinLink));

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
  const onJoinByPhrase = (phrase: string) => {
    setStage({ kind: 'typing-phrase', isBusy: true });
    ways.join(phrase).then(onReady, (error: unknown) => {
      setStage({ kind: 'typing-phrase', isBusy: false, problem: problemOf(error) });
    });
  };
  const onJoinByLink = (link: string) => {
    setStage({ kind: 'confirming-link', link, isBusy: true });
    ways.join(link).then(onReady, (error: unknown) => {
      setStage({ kind: 'confirming-link', link, isBusy: false, problem: linkProblemOf(error) });
    });
  };

  switch (stage.kind) {
    case 'choosing':
      return (
        <FirstRunChoice
          isBusy={stage.isBusy}
          problem={stage.problem}
          onStartEmpty={onStartEmpty}
          onLoadSample={onLoadSample}
          onHavePhrase={() => setStage({ kind: 'typing-phrase', isBusy: false })}
        />
      );
    case 'loading':
      return (
        <FirstRunPage>
          <Loading done={stage.done} of={stage.of} />
        </FirstRunPage>
      );
    case 'typing-phrase':
      return (
        <JoinByPhrase
          isBusy={stage.isBusy}
          problem={stage.problem}
          onJoin={onJoinByPhrase}
          onBack={() => setStage(choosing)}
        />
      );
    case 'confirming-link':
      return (
        <JoinByLink
          isBusy={stage.isBusy}
          problem={stage.problem}
          onJoin={() => onJoinByLink(stage.link)}
          onBack={() => setStage(choosing)}
        />
      );
    case 'phrase':
      return <PhraseStep account={stage.account} isDismissible={stage.isSample} onReady={onReady} />;
  }
}

function firstStage(joinLink: string | undefined): Stage {
  return joinLink === undefined ? choosing : { kind: 'confirming-link', link: joinLink, isBusy: false };
}

import { useSync } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import type { AppModel } from '../../model/app-model.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { AskForWords } from '../phrase/AskForWords.tsx';
import { SmallDialog, type SmallDialogProps } from '../space/SmallDialog.tsx';
import { signInProblemOf } from './problems.ts';
import { newWordsWords, signInWords } from './words.ts';

/** Why the words are asked for once more, and what they are used for. */
interface Way {
  readonly words: typeof signInWords | typeof newWordsWords;
  /** How much is sent afterwards: of tasks that wait, or of collections with something that the server has not got. */
  readonly count: (waiting: number, dirty: number) => number;
  readonly perform: (model: AppModel, phrase: string) => Promise<void>;
}

/** This device was shut out: it becomes another one. */
const signIn: Way = {
  words: signInWords,
  count: (waiting) => waiting,
  perform: async ({ devices }, phrase) => {
    await devices.signInAgain(phrase);
    location.reload(); // What is edited from now on is edited as the new device.
  },
};

/** Another device has changed the keys. */
const takeKeys: Way = {
  words: newWordsWords,
  count: (_, dirty) => dirty,
  perform: ({ keys }, phrase) => keys.take(phrase),
};

/** Asks for the words of the account once more, for as long as it is open for the same reason. */
export function SignInDialog(props: SmallDialogProps): ReactNode {
  const now = useWay();
  const [way, setWay] = useState(now);
  if (!props.isOpen && way !== now) setWay(now);
  return (
    <SmallDialog {...props} title={way.words.title}>
      <Question way={way} onClose={props.onClose} />
    </SmallDialog>
  );
}

function useWay(): Way {
  const { status } = useSync();
  const { sync } = useAppView();
  return sync.keys === 'changed' && status.kind !== 'waiting-for-sign-in' ? takeKeys : signIn;
}

interface QuestionProps {
  readonly way: Way;
  readonly onClose: () => void;
}

type State = { readonly kind: 'typing' | 'busy' } | { readonly kind: 'problem'; readonly words: string };

function Question({ way: { words, count, perform }, onClose }: QuestionProps): ReactNode {
  const model = useModel();
  const { summary } = useSync();
  const { dirty } = useAppView().sync;
  const [state, setState] = useState<State>({ kind: 'typing' });
  const onWords = (phrase: string) => {
    setState({ kind: 'busy' });
    perform(model, phrase).then(onClose, (error: unknown) =>
      setState({ kind: 'problem', words: signInProblemOf(error) }),
    );
  };
  return (
    <AskForWords
      problem={state.kind === 'problem' ? state.words : undefined}
      isBusy={state.kind === 'busy'}
      goOn={words.goOn}
      busy={words.busy}
      cancel={words.cancel}
      onClose={onClose}
      onWords={onWords}
    >
      <p className="quiet">{words.why}</p>
      <p>{words.waits(count(summary.waiting, dirty.size))}</p>
    </AskForWords>
  );
}

import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { Mark } from '../../mark/Mark.tsx';
import { useDeliveries, usePlace } from '../../mark/use-place.ts';
import { placeWords } from '../../mark/words.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { spaceCollection } from '../../settings/names.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { useWatchSave } from '../../toasts/use-watch-save.ts';
import { DeliveredAt } from '../settings/DeliveredAt.tsx';
import { Members } from './Members.tsx';
import { SmallDialog, type SmallDialogProps } from './SmallDialog.tsx';
import './space.css';
import { placeSentences, spaceWords } from './words.ts';

interface AboutDialogProps extends SmallDialogProps {
  readonly space: SpaceSummary;
}

/** What there is of one space, where it is, and who is in it. */
export function AboutDialog({ space, ...dialog }: AboutDialogProps): ReactNode {
  return (
    <SmallDialog {...dialog} title={space.name}>
      <Where space={space} />
      <Members space={space.id} />
    </SmallDialog>
  );
}

function Where({ space }: { readonly space: SpaceSummary }): ReactNode {
  const format = useFormat();
  const collection = spaceCollection(space.id);
  const place = usePlace(collection);
  const deliveredAt = useDeliveries().get(collection);
  return (
    <>
      <div className="about-place" data-place={place}>
        <Mark place={place} large />
        <div>
          <h3>{placeWords[place]}</h3>
          <p className="quiet">{placeSentences[place]}</p>
        </div>
      </div>
      <dl className="about-figures figures">
        <Figure name={spaceWords.keys} value={format.count(space.keys)} />
        <Figure name={spaceWords.size} value={format.size(space.bytes)} />
        <Figure name={spaceWords.lastDelivered} value={<DeliveredAt time={deliveredAt} place={place} />} />
      </dl>
      <RotateKey space={space} />
    </>
  );
}

function RotateKey({ space }: { readonly space: SpaceSummary }): ReactNode {
  const model = useModel();
  const watch = useWatchSave();
  return (
    <div className="about-key">
      <button type="button" className="button" onClick={() => watch(model.rotateKey(space.id))}>
        {spaceWords.rotateKey}
      </button>
      <p className="field-note">{spaceWords.rotateKeyNote}</p>
    </div>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: ReactNode }): ReactNode {
  return (
    <div className="about-figure">
      <dt className="quiet label">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

import { Progress } from '@base-ui/react/progress';
import { useSync } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import type { Upload } from '../../mark/uploads.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { spacesWords } from './words.ts';

/** How much of one space has arrived. */
export function UploadBar({ name, upload }: { readonly name: string; readonly upload: Upload }): ReactNode {
  const share = upload.bytes === 0 ? 0 : upload.sentBytes / upload.bytes;
  return (
    <Progress.Root className="upload" value={Math.floor(share * 100)} aria-label={spacesWords.uploadOf(name)}>
      <Progress.Track className="upload-track">
        <Progress.Indicator className="upload-indicator" />
      </Progress.Track>
      <Progress.Value className="upload-value" />
    </Progress.Root>
  );
}

/** A long upload can be paused, and goes on from there. */
export function UploadsBar({ count }: { readonly count: number }): ReactNode {
  const { isPaused } = useSync();
  const { isOn } = useAppView().sync;
  const { client } = useModel();
  const [hasFailed, setHasFailed] = useState(false);
  if (count === 0 || !isOn) return null;
  const onSwitch = () => {
    setHasFailed(false);
    (isPaused ? client.resume() : client.pause()).catch((error: unknown) => {
      console.error(error);
      setHasFailed(true);
    });
  };
  return (
    <div className="uploads-bar">
      <p role="status">{isPaused ? spacesWords.paused(count) : spacesWords.uploading(count)}</p>
      <button type="button" className="button" onClick={onSwitch}>
        {isPaused ? spacesWords.resume : spacesWords.pause}
      </button>
      {hasFailed && (
        <p className="field-problem" role="alert">
          {spacesWords.notSwitched}
        </p>
      )}
    </div>
  );
}

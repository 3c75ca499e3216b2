import { type ReactNode, useMemo } from 'react';
import { encode } from 'uqr';
import { phraseWords } from './words.ts';

/** Modules of light around the code, without which cameras do not find it. */
const QUIET_ZONE = 4;

interface PairingCodeProps {
  readonly link: string;
  readonly note?: string;
}

/** The pairing link as a QR code: dark on light in every theme, since not every camera reads it the other way round. */
export function PairingCode({ link, note = phraseWords.codeNote }: PairingCodeProps): ReactNode {
  const { size, path } = useMemo(() => drawingOf(link), [link]);
  return (
    <figure className="pairing-code">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={phraseWords.code} shapeRendering="crispEdges">
        <rect className="pairing-code-ground" width={size} height={size} />
        <path className="pairing-code-dark" d={path} />
      </svg>
      <figcaption className="field-note">{note}</figcaption>
    </figure>
  );
}

function drawingOf(text: string): { readonly size: number; readonly path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return { size, path: squares.join('') };
}

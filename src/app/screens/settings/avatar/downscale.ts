const SIDES = [256, 192, 128] as const;
const QUALITIES = [0.86, 0.72, 0.56] as const;
const LIMIT = 50_000;

export type Downscaled =
  | { readonly kind: 'made'; readonly url: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'too-large' };

/** A square picture of at most 50 kB as a data URL, made in this page. */
export async function downscale(file: Blob): Promise<Downscaled> {
  const image = await createImageBitmap(file).catch(() => undefined);
  if (image === undefined) return { kind: 'unreadable' };
  try {
    const url = firstThatFits(image, file.type === 'image/png');
    return url === undefined ? { kind: 'too-large' } : { kind: 'made', url };
  } finally {
    image.close();
  }
}

function firstThatFits(image: ImageBitmap, keepsTransparency: boolean): string | undefined {
  for (const side of SIDES) {
    const url = keepsTransparency ? pngOf(image, side) : undefined;
    if (url !== undefined && url.length <= LIMIT) return url;
    const jpeg = jpegOf(image, side);
    if (jpeg !== undefined) return jpeg;
  }
  return undefined;
}

function pngOf(image: ImageBitmap, side: number): string | undefined {
  return squareOf(image, side, undefined)?.toDataURL('image/png');
}

function jpegOf(image: ImageBitmap, side: number): string | undefined {
  const canvas = squareOf(image, side, 'white');
  return QUALITIES.map((quality) => canvas?.toDataURL('image/jpeg', quality)).find(
    (url) => url !== undefined && url.length <= LIMIT,
  );
}

/** The middle of the image, as large as it fits. */
function squareOf(image: ImageBitmap, side: number, ground: string | undefined): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  if (ground !== undefined) {
    context.fillStyle = ground;
    context.fillRect(0, 0, side, side);
  }
  const edge = Math.min(image.width, image.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (image.width - edge) / 2, (image.height - edge) / 2, edge, edge, 0, 0, side, side);
  return canvas;
}

import { integer, seeded } from './random.ts';

const SIZE = 50_000;

/** A picture of about 50 KB that every browser shows: hills drawn as an SVG, in a data URL. */
export function sampleAvatar(seed: number): string {
  const random = seeded(seed);
  const hills: string[] = [];
  const header =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" fill="#bfe3df"/>';
  const sun = '<circle cx="182" cy="78" r="30" fill="#f6cf7a"/>';
  for (let place = 0; size(hills) < SIZE * 0.73; place += 1) hills.push(hill(place, random));
  return `data:image/svg+xml;base64,${btoa(`${header}${sun}${hills.join('')}</svg>`)}`;
}

function hill(place: number, random: () => number): string {
  const base = 110 + Math.min(place, 130);
  const points = Array.from({ length: 17 }, (_, step) => `${step * 16},${base + integer(random, -6, 6)}`);
  const lightness = 62 - Math.min(place, 110) * 0.35;
  return `<path d="M0,256 L${points.join(' ')} L256,256Z" fill="hsl(178 34% ${lightness.toFixed(1)}%)"/>`;
}

function size(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

import type { QueueTask } from '../../client/index.ts';

/** Where a task is: what the ring shows. */
export type Place = 'here' | 'on-its-way' | 'delivered' | 'needs-you' | 'conflict';

export function placeOf(task: QueueTask): Place {
  switch (task.status) {
    case 'pending':
      return 'here';
    case 'processing':
      return 'on-its-way';
    case 'completed':
      return 'delivered';
    case 'failed':
      return task.error.code === 'conflict' ? 'conflict' : 'needs-you';
  }
}

const SVG = 'http://www.w3.org/2000/svg';

const notched = [
  ['notched', 'M9.3 3.9a4.4 4.4 0 1 1-3.2-3.2'],
  ['exclamation', 'M5 2.9v2.3M5 7.1v.01'],
] as const;

const shapes: Readonly<Record<Place, readonly (readonly [name: string, path: string])[]>> = {
  here: [['ring', 'M9 5a4 4 0 1 1-8 0a4 4 0 1 1 8 0']],
  'on-its-way': [
    ['track', 'M9 5a4 4 0 1 1-8 0a4 4 0 1 1 8 0'],
    ['arc', 'M5 1a4 4 0 0 1 4 4'],
  ],
  delivered: [['full', 'M9.75 5a4.75 4.75 0 1 1-9.5 0a4.75 4.75 0 1 1 9.5 0']],
  'needs-you': notched,
  conflict: notched,
};

/** The ring; it says nothing to assistive tools, since words stand beside it. */
export function mark(place: Place): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 10 10');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('data-place', place);
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, path] of shapes[place]) {
    const shape = document.createElementNS(SVG, 'path');
    shape.setAttribute('class', `mark-${name}`);
    shape.setAttribute('d', path);
    svg.append(shape);
  }
  return svg;
}

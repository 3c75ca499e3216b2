import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { HELP } from './help.ts';
import { SERVE_OPTIONS } from './serve-options.ts';

it('lists every option, in no line that a terminal would break', () => {
  for (const { flag, variable, otherwise } of Object.values(SERVE_OPTIONS)) {
    expect(HELP).toMatch(new RegExp(`^  --${flag} .*\\(${variable}, ${otherwise.replaceAll('.', '\\.')}\\)$`, 'm'));
  }
  expect(Math.max(...HELP.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
});

it('and so does the page on running the server', async () => {
  const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  for (const { flag, variable, otherwise } of Object.values(SERVE_OPTIONS)) {
    const told = otherwise === 'none' ? 'none' : `\`${otherwise.replaceAll('.', '\\.')}\``;
    expect(page).toMatch(new RegExp(`^\\| \`--${flag}\` +\\| \`${variable}\` +\\| ${told} +\\|`, 'm'));
  }
});

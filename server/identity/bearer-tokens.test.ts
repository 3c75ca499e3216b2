import { expect, it } from 'vitest';
import { openHandler, problemIn } from '../testing/open-handler.ts';
import { newAccount, saveFor } from '../testing/signed-requests.ts';

it('a token that an app gives out does instead', async () => {
  const { handler } = await openHandler();
  const { id } = newAccount();
  expect((await handler(saveFor(id))).status).toBe(200);
  const none = saveFor(id);
  none.headers.set('Authorization', 'Basic AAAA');
  const refused = await handler(none);
  expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
  expect(await problemIn(refused)).toMatchObject({ status: 401, code: 'token-missing' });
});

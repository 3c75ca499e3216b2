import { describe, expect, it } from 'vitest';
import { NOW, problemIn } from '../../testing/open-handler.ts';
import {
  DELTA,
  newAccount,
  openRegistered,
  openSigned,
  registered,
  revocation,
  saveFor,
  signAs,
} from '../../testing/signed-requests.ts';
import { heldBody, streamed } from '../../testing/streamed.ts';

describe('[G35] nothing is done', () => {
  it('with a signature that was used before', async () => {
    const { handler, account, stored } = await openRegistered();
    const request = await signAs(account, saveFor(account.id));
    expect((await handler(request.clone())).status).toBe(200);
    expect(await problemIn(await handler(request))).toMatchObject({ status: 401, code: 'signature-replayed' });
    expect(await stored()).toBe(1);
  });

  it('with the time of the server in the answer to a clock that is wrong', async () => {
    const { handler, account } = await openRegistered();
    const stale = await signAs(account, saveFor(account.id), { parameters: { created: 1, expires: 2 } });
    expect((await problemIn(await handler(stale))).now).toBe(NOW);
  });

  it('for a host that is not the server’s', async () => {
    const { handler } = await openSigned({ hosts: ['api.example'] });
    const account = newAccount();
    const response = await handler(await signAs(account, saveFor(account.id)));
    expect(await problemIn(response)).toMatchObject({ status: 421, code: 'wrong-host' });
    const { handler: other } = await openSigned({ hosts: ['api.example', 'backhaul.test'] });
    await registered(other);
  });

  it('of a body before its head was looked at', async () => {
    const { handler, account } = await openRegistered();
    const { body, hasBeenAsked } = heldBody();
    expect(await problemIn(await handler(streamed(saveFor(account.id), body)))).toMatchObject({
      code: 'signature-missing',
    });
    expect(hasBeenAsked()).toBe(false);
  });
});

describe('[G36] a device that was revoked', () => {
  it('is refused from that moment', async () => {
    const { handler, account, stored } = await openRegistered();
    expect((await handler(await revocation(account))).status).toBe(204);
    const response = await handler(await signAs(account, saveFor(account.id)));
    expect(await problemIn(response)).toMatchObject({ status: 401, code: 'device-revoked' });
    expect(await stored()).toBe(0);
  });

  it('is refused even when its request had come before', async () => {
    const { handler, account, stored } = await openRegistered();
    const whole = await signAs(account, saveFor(account.id));
    const { body, asked, send } = heldBody();
    const answer = handler(streamed(whole, body));
    await asked;
    await handler(await revocation(account));
    send(DELTA);
    expect(await problemIn(await answer)).toMatchObject({ status: 401, code: 'device-revoked' });
    expect(await stored()).toBe(0);
  });
});

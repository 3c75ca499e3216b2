import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const OWN = '198.51.100.9';

function from(forwarded: string | undefined): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: OWN });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

it.each([
  [0, '192.0.2.1', OWN],
  [1, undefined, OWN],
  [1, '192.0.2.1', '192.0.2.1'],
  [1, 'made up, 192.0.2.66, 192.0.2.1', '192.0.2.1'],
  [2, '192.0.2.66,192.0.2.1 , 10.0.0.1', '192.0.2.1'],
  [2, '192.0.2.1', '192.0.2.1'],
  [1, '2001:db8::1', '2001:db8::1'],
  [1, '[2001:db8::1]:443', '2001:db8::1'],
  [1, '192.0.2.1:443', '192.0.2.1'],
  [1, 'unknown', OWN],
  [1, '', OWN],
  [3, ',,', OWN],
])('behind %i proxies that say %j it is %s', (trustProxy, forwarded, address) => {
  expect(clientAddress(from(forwarded), trustProxy)).toBe(address);
});

import {
  accountIdSchema,
  deviceIdSchema,
  deviceRegistrationSchema,
  deviceSchema,
  devicesSchema,
  JSON_MEDIA,
} from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';
import { DEVICE_PATH, DEVICES_PATH } from './device-routes.ts';

const DEVICE = { account: accountIdSchema, device: deviceIdSchema };

export const DEVICES: Resource = {
  name: 'devices',
  means: 'Who may sign for an account. Its own key lets devices in, and shuts them out for good.',
  schemas: { AccountId: accountIdSchema, DeviceId: deviceIdSchema, Device: deviceSchema },
  operations: [
    {
      method: 'GET',
      path: DEVICES_PATH,
      id: 'listDevices',
      summary: 'All devices of the account, those that were revoked among them, the oldest first',
      details: 'Also for the account’s own key.',
      access: 'device',
      parameters: { account: accountIdSchema },
      answers: { 200: { means: 'The devices.', content: { media: JSON_MEDIA, schema: devicesSchema } } },
    },
    {
      method: 'PUT',
      path: DEVICE_PATH,
      id: 'registerDevice',
      summary: 'Register a device',
      details: 'One that is registered already is answered as it was.',
      access: 'account-key',
      parameters: DEVICE,
      body: { media: JSON_MEDIA, schema: deviceRegistrationSchema },
      answers: {
        200: { means: 'The device is registered.', content: { media: JSON_MEDIA, schema: deviceSchema } },
      },
      problems: ['device-mismatch', ['device-revoked', 403], 'too-many-devices'],
    },
    {
      method: 'DELETE',
      path: DEVICE_PATH,
      id: 'revokeDevice',
      summary: 'Revoke a device for good',
      details: 'It is refused from that moment, its live streams end, and it cannot come back.',
      access: 'account-key',
      parameters: DEVICE,
      answers: { 204: { means: 'The account has no such device (any more).' } },
    },
  ],
};

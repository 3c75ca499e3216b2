import {
  accountEpochSchema,
  accountIdSchema,
  JSON_MEDIA,
  OWN_ACCOUNT_PATH,
  rotationSchema,
} from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';
import { EPOCH_PATH } from './epoch-routes.ts';

const ACCOUNT = { account: accountIdSchema };
const TOLD = { means: 'The epoch.', content: { media: JSON_MEDIA, schema: accountEpochSchema } };

export const EPOCHS: Resource = {
  name: 'epochs',
  means: 'The keys of an account: its own, and those that its entries are sealed with, are changed together.',
  schemas: { AccountEpoch: accountEpochSchema, Rotation: rotationSchema },
  operations: [
    {
      method: 'GET',
      path: EPOCH_PATH,
      id: 'readEpoch',
      summary: 'The epoch of the account, and the sealed secrets of former ones',
      details: 'Also for the account’s own key.',
      access: 'device',
      parameters: ACCOUNT,
      answers: { 200: TOLD },
    },
    {
      method: 'PUT',
      path: EPOCH_PATH,
      id: 'rotateKeys',
      summary: 'Begin the account’s next epoch, with another key',
      details:
        'By whoever has read all of its changes. The former key is refused from then on, and so is what is sealed under a former epoch. The very same once more is answered as before.',
      access: 'account-key',
      parameters: ACCOUNT,
      body: { media: JSON_MEDIA, schema: rotationSchema },
      answers: { 200: TOLD },
      problems: ['epoch-not-next', 'not-caught-up'],
    },
    {
      method: 'GET',
      path: OWN_ACCOUNT_PATH,
      id: 'readOwnAccount',
      summary: 'The account of whoever asks, and its epoch',
      details: 'Also for the account’s own key, which need not know the account’s id.',
      access: 'device',
      answers: { 200: TOLD },
    },
  ],
};

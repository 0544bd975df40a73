import type { encryptionContract } from '@shared/contract/encryption.contract';
import {
  changePassphrase,
  dropPlainCopies,
  encryptBackups,
  getEncryption,
  prepareEncryption,
  rememberKey,
  turnOffEncryption,
  turnOnEncryption,
} from '../encryption/encryption.service';
import { lockStateOf } from '../encryption/unlock.service';
import type { HandlersFor } from './handlers-for';

export const encryptionHandlers: HandlersFor<typeof encryptionContract> = {
  status: ({ deps }) => getEncryption(deps),
  lockState: ({ deps }) => lockStateOf(deps, false),
  // A window that has not heard of it yet: it is open.
  unlock: () => Promise.resolve({}),
  prepare: ({ deps }, input) => prepareEncryption(deps, input),
  turnOn: ({ deps }, input) => turnOnEncryption(deps, input),
  turnOff: ({ deps }, input) => turnOffEncryption(deps, input),
  changePassphrase: ({ deps }, input) => changePassphrase(deps, input),
  remember: ({ deps }, input) => rememberKey(deps, input),
  removePlainCopies: ({ deps }) => dropPlainCopies(deps),
  encryptBackups: ({ deps }, input) => encryptBackups(deps, input),
};

import type { RecordRight, SettingRight } from '@shared/domain/roles';
import { RECORD_RIGHTS, SETTING_RIGHTS } from '@shared/domain/roles';
import { useFieldEnvironment } from './field-environment';

const ALL_RECORD_RIGHTS: ReadonlySet<RecordRight> = new Set(RECORD_RIGHTS);
const ALL_SETTING_RIGHTS: ReadonlySet<SettingRight> = new Set(SETTING_RIGHTS);

/** What may be done to records of the object. The engine asks by itself; this is so that nobody is offered what it would refuse. */
export const useRecordRights = (object: string): ReadonlySet<RecordRight> => {
  const { access } = useFieldEnvironment();
  return access === null ? ALL_RECORD_RIGHTS : new Set(access.objects[object]?.rights);
};

/** What besides records may be changed. */
export const useSettingRights = (): ReadonlySet<SettingRight> => {
  const { access } = useFieldEnvironment();
  return access === null ? ALL_SETTING_RIGHTS : new Set(access.settings);
};

import { useCallback } from 'react';
import type { FieldDef } from '@shared/domain/schema';
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

/**
 * Fields as a form for a new record takes them: who may make records fills in what their role does not keep from them, whether or not they may change it
 * afterwards.
 */
export const useFieldsOfNew = (object: string): ((field: FieldDef) => FieldDef) => {
  const { access } = useFieldEnvironment();
  return useCallback(
    (field) => {
      const own = access?.objects[object];
      return own?.rights.includes('create') ? { ...field, isReadOnly: own.readOnly.includes(field.name) } : field;
    },
    [access, object],
  );
};

/** What besides records may be changed. */
export const useSettingRights = (): ReadonlySet<SettingRight> => {
  const { access } = useFieldEnvironment();
  return access === null ? ALL_SETTING_RIGHTS : new Set(access.settings);
};

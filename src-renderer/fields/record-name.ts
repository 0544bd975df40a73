import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import { findObject, useFieldEnvironment } from './field-environment';

/** What stands where a record is named: its title, or for one without, words that say so: "No name" of people, "Untitled deal" of things. */
export const useRecordName = (): ((object: string, title: string) => string) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  return useCallback(
    (name, title) => {
      if (title !== '') return title;
      const object = findObject(environment, name);
      const titleField = object?.fields.find((field) => field.name === object.titleField);
      if (!object || titleField?.type === 'fullName') return t`No name`;
      return t`Untitled ${object.labelSingular.toLocaleLowerCase()}`;
    },
    [environment, t],
  );
};

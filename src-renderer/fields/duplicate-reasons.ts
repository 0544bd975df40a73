import { t } from '@lingui/core/macro';
import type { DuplicateReason } from '@shared/domain/duplicates';
import type { ObjectDef } from '@shared/domain/schema';

/** Why two records look like one, in words: "same e-mail". */
export const reasonText = ({ kind, field }: DuplicateReason, definition: ObjectDef): string => {
  const label = definition.fields.find(({ name }) => name === field)?.label.toLocaleLowerCase() ?? field;
  switch (kind) {
    case 'sameName':
      return t`same name`;
    case 'swappedName':
      return t`names swapped`;
    case 'nameVariant':
      return t`another form of the name`;
    case 'similarName':
      return t`similar name`;
    case 'initial':
      return t`same name, one with an initial`;
    case 'samePostalCode':
      return t`same postal code`;
    case 'sameEmail':
    case 'samePhone':
    case 'sameLink':
    case 'sameRelated':
    case 'sameAddress':
      return t`same ${label}`;
  }
};

/** All of them, as one line. */
export const reasonsText = (reasons: readonly DuplicateReason[], definition: ObjectDef): string =>
  reasons.map((reason) => reasonText(reason, definition)).join(', ');

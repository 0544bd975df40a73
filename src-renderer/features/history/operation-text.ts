import { plural, t } from '@lingui/core/macro';
import type { Operation } from '@shared/contract/history.contract';
import type { ObjectDef } from '@shared/domain/schema';

const countOf = (count: number, object: ObjectDef | undefined): string => {
  if (!object) return plural(count, { one: '# thing', other: '# things' });
  const noun = count === 1 ? object.labelSingular : object.labelPlural;
  return `${count.toLocaleString()} ${noun.toLocaleLowerCase()}`;
};

/** An action in words, without who and when: "deleted 3 people", "renamed" stays with its verb. */
export const operationText = ({ verb, count, subject }: Operation, object: ObjectDef | undefined): string => {
  const what = count === 1 && subject ? subject : countOf(count, object);
  switch (verb) {
    case 'create':
      return t`created ${what}`;
    case 'update':
      return t`changed ${what}`;
    case 'delete':
      return t`deleted ${what}`;
    case 'restore':
      return t`restored ${what}`;
    case 'merge': {
      const records = countOf(count, object);
      return subject ? t`merged ${records} into ${subject}` : t`merged ${records}`;
    }
    case 'import': {
      const records = countOf(count, object);
      return subject ? t`imported ${records} from ${subject}` : t`imported ${records}`;
    }
    case 'schema':
      return subject ? t`changed the data model: ${subject}` : t`changed the data model`;
    case 'view':
      return subject ? t`changed the view ${subject}` : t`changed a view`;
    case 'member':
      return subject ? t`changed members and roles: ${subject}` : t`changed members and roles`;
    case 'purge':
      return subject ? t`deleted ${subject} for good` : t`deleted a part of the data model for good`;
    case 'undo':
      return t`undid a change of ${what}`;
    case 'redo':
      return t`did a change of ${what} again`;
    case 'revert':
      return t`brought ${what} back to an earlier moment`;
    case 'sample':
      return t`loaded sample data`;
  }
};

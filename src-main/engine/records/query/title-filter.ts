import { titleFieldNames } from '@shared/domain/record-title';
import type { Filter } from '@shared/domain/query';
import type { ObjectModel } from '../../schema/model';

/**
 * Records whose title contains a text, as filters of the ordinary query language, of which no two match the same record: one for the title field, one each
 * for the lists that stand in for it where it is empty. `path` leads to the records ("company"), by default it is they themselves. None where titles are no
 * text to search in. An index of fragments serves each of them, but no alternative of all.
 */
export const titleFilters = (object: ObjectModel, text: string, path?: string): readonly Filter[] => {
  const names = titleFieldNames(object.def).filter((name) =>
    object.fields.get(name)?.rules.operators.includes('contains'),
  );
  if (names[0] !== object.titleField.def.name) return [];
  const paths = names.map((name) => (path === undefined ? name : `${path}.${name}`));
  return paths.map((field, index) => ({
    and: [
      { field, op: 'contains', value: text },
      ...paths.slice(0, index).map((before): Filter => ({ field: before, op: 'isEmpty' })),
    ],
  }));
};

import { rulesFor } from '@shared/domain/field-types/index';
import { type FieldDef, PLAIN_FIELD } from '@shared/domain/schema';
import { LINK_COLUMNS } from './ddl.sql';
import { storageFor } from './field-types/index';
import { objectTable, type FieldModel, type LinkEnd, type LinkModel, type LinkSide, type ObjectModel } from './model';
import { systemFields } from './system-fields';

const endField = (side: LinkSide, { object, field }: LinkEnd): FieldModel => {
  const def: FieldDef = {
    ...PLAIN_FIELD,
    key: side,
    name: side,
    label: field.def.label,
    type: 'relation',
    settings: { target: object.def.name },
    isStandard: true,
  };
  return {
    def,
    valueType: 'relation',
    rules: rulesFor('relation'),
    storage: storageFor('relation'),
    columns: [LINK_COLUMNS[side]],
  };
};

const linkObject = (key: string, ends: Readonly<Record<LinkSide, LinkEnd>>): ObjectModel => {
  const titleField = endField('a', ends.a);
  const own = [titleField, endField('b', ends.b)];
  const fields = [...own, ...systemFields];
  const { label } = ends.a.field.def;
  return {
    def: {
      key,
      name: key,
      labelSingular: label,
      labelPlural: label,
      icon: 'relation',
      color: 'gray',
      isStandard: false,
      titleField: 'a',
      order: 0,
      deletedAtMs: null,
      fields: fields.map(({ def }) => def),
    },
    table: objectTable(key),
    fields: new Map(fields.map((field) => [field.def.name, field])),
    fieldsByKey: new Map(fields.map((field) => [field.def.key, field])),
    titleField,
    inverses: new Map(),
    linkEnds: ends,
  };
};

/** The kinds of links that pairs of `relations` fields make, by key; also those of fields in the trash, whose links stay. */
export const linkModels = (objects: readonly ObjectModel[]): ReadonlyMap<string, LinkModel> => {
  const ends = new Map<string, Partial<Record<LinkSide, LinkEnd>>>();
  for (const object of objects) {
    for (const field of object.fieldsByKey.values()) {
      const { link, side } = field.def.settings;
      if (field.def.type !== 'relations' || link === undefined || side === undefined) continue;
      ends.set(link, { ...ends.get(link), [side]: { object, field } });
    }
  }
  return new Map(
    [...ends].flatMap(([key, { a, b }]): [string, LinkModel][] =>
      // Of a pair that another device made only one half may have come yet.
      a && b ? [[key, { key, object: linkObject(key, { a, b }), ends: { a, b } }]] : [],
    ),
  );
};

import type { FieldDef, ObjectDef } from './schema';

/** A relation seen from the object it leads to: the records that point to one record ("the people of a company"). */
export interface Inverse {
  /** API name, unique among the fields and inverses of the object that the relation leads to. */
  readonly name: string;
  readonly label: string;
  /** The object that has the relation. */
  readonly object: ObjectDef;
  readonly field: FieldDef;
}

/** API names of the objects that a relation may lead to; none for fields of other types. */
export const relationTargets = ({ type, settings }: Pick<FieldDef, 'type' | 'settings'>): readonly string[] => {
  if (type === 'relation') return settings.target === undefined ? [] : [settings.target];
  return type === 'morphRelation' ? (settings.targets ?? []) : [];
};

/** The name of a relation's inverse: what was settled when the field was made, or one that never changes for a field older than these names. */
export const inverseNameOf = (object: Pick<ObjectDef, 'name'>, field: Pick<FieldDef, 'name' | 'settings'>): string =>
  field.settings.inverseName ?? `${object.name}_${field.name}`;

const isLive = ({ deletedAtMs }: { readonly deletedAtMs: number | null }): boolean => deletedAtMs === null;

/** What ships with Outpost comes first, then by key: the same on every device. */
const byKey = (a: Inverse, b: Inverse): number =>
  Number(b.field.isStandard) - Number(a.field.isStandard) || (a.field.key < b.field.key ? -1 : 1);

/**
 * The inverses of every object, by its API name and then by theirs. Live objects and fields only. Two devices may have taken one name: the later one's
 * gets a number.
 */
export const inversesByObject = (objects: readonly ObjectDef[]): ReadonlyMap<string, ReadonlyMap<string, Inverse>> => {
  const claims = new Map<string, Inverse[]>(objects.filter(isLive).map(({ name }) => [name, []]));
  for (const object of objects.filter(isLive)) {
    for (const field of object.fields.filter(isLive)) {
      const inverse = {
        name: inverseNameOf(object, field),
        label: field.settings.inverseLabel || object.labelPlural,
        object,
        field,
      };
      for (const target of relationTargets(field)) claims.get(target)?.push(inverse);
    }
  }
  return new Map(
    objects.filter(isLive).map((object) => {
      const taken = new Set(object.fields.filter(isLive).map(({ name }) => name.toLowerCase()));
      const found = new Map<string, Inverse>();
      for (const claim of (claims.get(object.name) ?? []).toSorted(byKey)) {
        let { name } = claim;
        for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${claim.name}${count}`;
        taken.add(name.toLowerCase());
        found.set(name, { ...claim, name });
      }
      return [object.name, found];
    }),
  );
};

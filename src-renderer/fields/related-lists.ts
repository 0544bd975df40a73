import { inversesByObject } from '@shared/domain/inverses';
import type { ObjectDef } from '@shared/domain/schema';

/** A list of related records that a filter can ask about. */
export interface RelatedListOption {
  /** What a condition calls it: "opportunities", "company.people". */
  readonly path: string;
  /** "Deals", "Company › People". */
  readonly label: string;
  /** The object whose records are in it. */
  readonly object: ObjectDef;
}

const linkLists = (objects: readonly ObjectDef[], name: string): readonly RelatedListOption[] =>
  (objects.find((object) => object.name === name)?.fields ?? []).flatMap((field) => {
    const object = objects.find((each) => each.name === field.settings.target && each.deletedAtMs === null);
    const isList = field.type === 'relations' && !field.isHidden && field.deletedAtMs === null;
    return isList && object ? [{ path: field.name, label: field.label, object }] : [];
  });

/** The lists of related records that objects have themselves, by API name of the object. */
const ownLists = (objects: readonly ObjectDef[]): ((name: string) => readonly RelatedListOption[]) => {
  const inverses = inversesByObject(objects);
  return (name) => [
    ...[...(inverses.get(name)?.values() ?? [])].map((inverse) => ({
      path: inverse.name,
      label: inverse.label,
      object: inverse.object,
    })),
    ...linkLists(objects, name),
  ];
};

/** The lists of related records of an object itself: what a rollup can sum up. */
export const ownListOptions = (objects: readonly ObjectDef[], object: ObjectDef): readonly RelatedListOption[] =>
  ownLists(objects)(object.name);

/** The lists of related records of an object: its own first, then those of the records it points to. */
export const relatedListOptions = (objects: readonly ObjectDef[], object: ObjectDef): readonly RelatedListOption[] => {
  const listsOf = ownLists(objects);
  const relations = object.fields.filter(
    ({ type, isHidden, deletedAtMs }) => type === 'relation' && !isHidden && deletedAtMs === null,
  );
  return [
    ...listsOf(object.name),
    ...relations.flatMap((relation) =>
      listsOf(relation.settings.target ?? '').map((list) => ({
        path: `${relation.name}.${list.path}`,
        label: `${relation.label} › ${list.label}`,
        object: list.object,
      })),
    ),
  ];
};

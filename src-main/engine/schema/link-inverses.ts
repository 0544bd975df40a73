import { inversesByObject } from '@shared/domain/inverses';
import type { InverseModel, ObjectModel } from './model';

/** An object that does not know yet which relations lead to it. */
export type UnlinkedObject = ObjectModel & { readonly inverses: Map<string, InverseModel> };

/** Tells each live object which relations lead to it, once all objects are there: they name one another. */
export const linkInverses = (objects: readonly UnlinkedObject[]): void => {
  const byKey = new Map(objects.map((object) => [object.def.key, object]));
  const inverses = inversesByObject(objects.map(({ def }) => def));
  for (const target of objects) {
    if (target.def.deletedAtMs !== null) continue;
    for (const [name, inverse] of inverses.get(target.def.name) ?? []) {
      const object = byKey.get(inverse.object.key);
      const field = object?.fieldsByKey.get(inverse.field.key);
      if (object && field) target.inverses.set(name, { name, label: inverse.label, object, field });
    }
  }
};

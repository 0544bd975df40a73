import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { SchemaModel } from './model';

/** Which objects a record of each object cannot be without. */
const requirements = ({ objects }: SchemaModel): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...objects].map(([name, { fields }]) => [
      name,
      [...fields.values()].flatMap(({ def }) =>
        def.type === 'relation' && def.isRequired && def.settings.target !== undefined ? [def.settings.target] : [],
      ),
    ]),
  );

/** Objects that need one another, the first of them again at the end; undefined when there are none. */
const findCycle = (needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined => {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of needs.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of needs.keys()) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;
};

/** Errors: `invalid_input` where records of some objects would each need one of the others first, so that nobody could make any. */
export const assertNoRequiredCycle = (schema: SchemaModel): void => {
  const cycle = findCycle(requirements(schema));
  if (!cycle) return;
  const path = cycle.map((name) => schema.objects.get(name)?.def.labelSingular ?? name).join(' → ');
  throw new AppError('invalid_input', msg`Each would need the other first, so none could be made: ${path}.`, {
    reason: 'required_cycle',
  });
};

import type { Exposure } from '@shared/contract/records.contract';
import { OWNER_ROLE, type Role } from '@shared/domain/roles';
import { maySet, wholeOf } from '../../schema/access';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { ruleOf } from '../../schema/role-rights.rules';
import type { Dependency } from './dependencies';

/** What a role keeps from those who have it, in the words of the data model; null where it keeps nothing back. */
const keptBack = ({ rules }: Role, owner: ObjectModel, { object, field }: Dependency): string | null => {
  const { name, labelPlural } = object.def;
  const rule = ruleOf(rules, name);
  if (!rule.rights.includes('see')) return labelPlural;
  if (field && rule.fields[field.def.name] === 'hidden') return field.def.label;
  // Of their own object's records they see the value only where they see the record.
  return rule.records !== 'all' && object.def.key !== owner.def.key ? labelPlural : null;
};

/**
 * Roles whose members would see a computed field of an object, and not all that it reads: a computed value is the same for all, and follows the rule of its own
 * field. Roles go unnamed for whoever may not change them.
 */
export const listExposures = (
  seen: SchemaModel,
  owner: ObjectModel,
  dependencies: readonly Dependency[],
): Exposure[] => {
  const isNamed = maySet(seen, 'members');
  return wholeOf(seen).roles.flatMap((role) => {
    if (role.key === OWNER_ROLE || !ruleOf(role.rules, owner.def.name).rights.includes('see')) return [];
    const reads = dependencies
      .filter(({ object }) => object.linkEnds === undefined)
      .flatMap((dependency) => keptBack(role, owner, dependency) ?? []);
    return reads.length === 0 ? [] : [{ role: isNamed ? role.name : '', reads: [...new Set(reads)] }];
  });
};

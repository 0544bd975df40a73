import { useLingui } from '@lingui/react/macro';
import type { Role } from '@shared/domain/roles';

/** Roles that come with Outpost are called as this window speaks, unless somebody has called them otherwise. */
export const useRoleNames = (): ((role: Role) => string) => {
  const { t } = useLingui();
  const names: Readonly<Record<string, readonly [usual: string, shown: string]>> = {
    owner: ['Owner', t`Owner`],
    admin: ['Admin', t`Admin`],
    member: ['Member', t`Member`],
    guest: ['Guest', t`Guest`],
  };
  return ({ key, name }) => {
    const [usual, shown] = names[key] ?? [];
    return usual === name ? (shown ?? name) : name;
  };
};

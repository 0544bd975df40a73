import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Member } from '@shared/domain/members';
import type { Role } from '@shared/domain/roles';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { viewAs } from '../../rpc/viewed-member';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/select';
import { SkeletonRows } from '../../ui/skeleton';
import { Pill } from '../../ui/tag';
import { MemberDialog } from './member-dialog';
import { RoleDialog } from './role-dialog';
import { useRoleNames } from './role-names';
import { useSchemaChange } from './use-schema-undo';
import styles from './settings-page.module.css';

interface MemberRowProps {
  readonly member: Member;
  readonly roles: readonly Role[];
  readonly isMe: boolean;
}

const MemberRow = ({ member, roles, isMe }: MemberRowProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const change = useSchemaChange();
  const roleName = useRoleNames();
  const { id, name, email, isActive } = member;
  const update = (values: { readonly role?: string; readonly isActive?: boolean }): void =>
    void change(t`${name} changed`, async () => {
      await engine.members.update({ id, ...values });
    });
  return (
    <li className={styles.row}>
      <Avatar name={name || '?'} size={24} />
      <span className={styles.rowText}>
        {name || t`Nameless`} {email && <span className={styles.quiet}>{email}</span>}
      </span>
      {isMe && <Pill>{t`You`}</Pill>}
      {!isActive && <Pill>{t`Not active`}</Pill>}
      <Select
        size="sm"
        className={styles.rowChoice}
        aria-label={t`Role of ${name}`}
        value={member.role}
        options={roles.map((role) => ({ value: role.key, label: roleName(role) }))}
        onChange={(role) => update({ role })}
      />
      <span className={styles.rowActions}>
        {!isMe && isActive && (
          <Button size="sm" variant="ghost" onClick={() => viewAs(id)}>
            {t`View as`}
          </Button>
        )}
        {!isMe && (
          <Button size="sm" variant="ghost" onClick={() => update({ isActive: !isActive })}>
            {isActive ? t`Deactivate` : t`Activate`}
          </Button>
        )}
      </span>
    </li>
  );
};

type Open = { readonly kind: 'member' } | { readonly kind: 'role'; readonly role: Role | undefined } | null;

/** Who works in the workspace, and what each role may see and do. */
export const MembersSection = () => {
  const { t } = useLingui();
  const people = useEngineQuery('members.list', {});
  const roleName = useRoleNames();
  const [open, setOpen] = useState<Open>(null);
  if (people.error) return <EmptyState icon="error" tone="danger" title={people.error.message} />;
  if (!people.data) return <SkeletonRows count={4} label={t`Loading members`} />;
  const { members, roles, me } = people.data;
  if (roles.length === 0) {
    return <EmptyState icon="people" title={t`Your role does not let you change members and roles.`} />;
  }
  const close = (): void => setOpen(null);
  return (
    <div className={styles.wide}>
      <section className={styles.group} aria-label={t`Members`}>
        <div>
          <h2 className={styles.heading}>{t`Members`}</h2>
          <p className={styles.lead}>{t`Records can be given to members. Their role says what they see and do.`}</p>
        </div>
        <div>
          <Button variant="primary" icon="plus" onClick={() => setOpen({ kind: 'member' })}>
            {t`Add member`}
          </Button>
        </div>
        <ul className={styles.rows}>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} roles={roles} isMe={member.id === me} />
          ))}
        </ul>
      </section>
      <section className={styles.group} aria-label={t`Roles`}>
        <h2 className={styles.heading}>{t`Roles`}</h2>
        <ul className={styles.rows}>
          {roles.map((role) => (
            <li key={role.key} className={styles.row}>
              <span className={styles.rowText}>{roleName(role)}</span>
              <span className={styles.quiet}>{members.filter((member) => member.role === role.key).length}</span>
              {role.key === 'owner' ? (
                <span className={styles.quiet}>{t`May do everything`}</span>
              ) : (
                <Button
                  size="sm"
                  aria-label={t`Edit the role ${roleName(role)}`}
                  onClick={() => setOpen({ kind: 'role', role })}
                >
                  {t`Edit`}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div>
          <Button icon="plus" onClick={() => setOpen({ kind: 'role', role: undefined })}>
            {t`New role`}
          </Button>
        </div>
      </section>
      {open?.kind === 'member' && <MemberDialog roles={roles} onClose={close} />}
      {open?.kind === 'role' && <RoleDialog role={open.role} onClose={close} />}
    </div>
  );
};

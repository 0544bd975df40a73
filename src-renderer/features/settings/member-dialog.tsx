import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { AddMember } from '@shared/contract/members.contract';
import type { Role } from '@shared/domain/roles';
import { useEngine } from '../../rpc/engine-context';
import { keyCaps } from '../../stores/key-names';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextInput } from '../../ui/input';
import { Select } from '../../ui/select';
import { useRoleNames } from './role-names';
import { useSchemaForm } from './use-schema-undo';
import styles from './data-model.module.css';

interface MemberDialogProps {
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}

/** Adds somebody to the workspace. */
export const MemberDialog = ({ roles, onClose }: MemberDialogProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { change, problem } = useSchemaForm();
  const roleName = useRoleNames();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('member');
  const [isSaving, setSaving] = useState(false);
  const [hasTried, setTried] = useState(false);
  const isAddress = AddMember.shape.email.safeParse(email.trim()).success;
  const canSave = name.trim() !== '';
  const save = async (): Promise<void> => {
    setTried(true);
    if (!canSave || !isAddress || isSaving) return;
    setSaving(true);
    const isDone = await change(t`${name.trim()} added`, async () => {
      await engine.members.add({ name: name.trim(), email: email.trim(), role });
    });
    setSaving(false);
    if (isDone) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t`Add member`}
      closeLabel={t`Close`}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            keys={keyCaps('Mod+Enter')}
            disabled={!canSave}
            loading={isSaving}
            onClick={() => void save()}
          >
            {t`Add member`}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <TextInput label={t`Name`} required maxLength={200} value={name} onChange={setName} />
        <TextInput
          label={t`E-mail`}
          maxLength={320}
          error={hasTried && !isAddress ? t`This is not an e-mail address` : undefined}
          value={email}
          onChange={setEmail}
        />
        <Select
          label={t`Role`}
          value={role}
          options={roles.map((each) => ({ value: each.key, label: roleName(each) }))}
          onChange={setRole}
        />
        {problem && <Banner tone="danger">{problem}</Banner>}
      </div>
    </Dialog>
  );
};

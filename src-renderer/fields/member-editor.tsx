import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { foldText } from '@shared/domain/field-types/clean-text';
import type { RelationValue } from '@shared/domain/values';
import { Avatar } from '../ui/avatar';
import { Chip } from '../ui/chip';
import type { EditorMove, FieldEditorProps } from './editor-contract';
import { useFieldEnvironment } from './field-environment';
import { isRelation } from './field-value';
import { PickerBox } from './picker-box';
import styles from './field-editor.module.css';

/** One member of the workspace, found by name or e-mail address. Who is no longer active stays where they are, but is not offered. */
export const MemberEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const { members } = useFieldEnvironment();
  const [query, setQuery] = useState(initialText ?? '');
  const [chosen, setChosen] = useState<RelationValue | null>(isRelation(value) ? value : null);
  const wanted = foldText(query.trim());
  const shown = members.filter(
    ({ name, email, isActive }) => isActive && (foldText(name).includes(wanted) || foldText(email).includes(wanted)),
  );
  const save = (next: RelationValue | null, move: EditorMove): void => {
    const before = isRelation(value) ? value.id : null;
    onCommit((next?.id ?? null) === before ? value : next, move);
  };
  const name = chosen?.title ?? t`Unknown member`;
  return (
    <PickerBox
      label={field.label}
      variant={variant}
      isMultiple={false}
      chips={
        chosen && (
          <Chip
            variant="box"
            start={<Avatar name={name} size={16} />}
            removeLabel={t`Remove ${name}`}
            tabIndex={-1}
            onRemove={() => setChosen(null)}
          >
            {name}
          </Chip>
        )
      }
      items={shown.map((member) => ({
        key: member.id,
        content: (
          <>
            <Avatar name={member.name} size={16} />
            <span className="truncate">{member.name}</span>
            {member.email && <span className={styles.subtitle}>{member.email}</span>}
          </>
        ),
        isChosen: member.id === chosen?.id,
      }))}
      query={query}
      onQuery={setQuery}
      onPick={(key) => {
        const member = members.find(({ id }) => id === key);
        if (member) save({ id: member.id, title: member.name }, 'down');
      }}
      onRemoveLast={() => setChosen(null)}
      heading={t`Choose a member`}
      emptyLabel={t`Nobody is called that`}
      onCommit={(move) => save(chosen, move)}
      onCancel={onCancel}
    />
  );
};

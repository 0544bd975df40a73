import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import {
  EXPRESSION_FUNCTIONS,
  type ExpressionFunction,
  type ExpressionIssue,
  MAX_EXPRESSION_LENGTH,
} from '@shared/domain/expressions';
import type { FieldSettings, ObjectDef } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { iconOfField } from '../../fields/field-icon';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/input';
import { Picker } from '../../ui/picker';
import { ComputedPreview } from './computed-preview';
import { formulaExamples, usableFields } from './formula-fields.rules';
import { FUNCTION_HELP } from './function-help';
import { useComputedTrial } from './use-computed-trial';
import styles from './computed.module.css';

interface FormulaSettingProps {
  readonly settings: FieldSettings;
  readonly onChange: (settings: FieldSettings) => void;
  readonly objects: readonly ObjectDef[];
  readonly owner: ObjectDef;
  /** API name of the field, once it is there. */
  readonly field: string | undefined;
}

/** So much of the formula is shown on either side of what is wrong. */
const AROUND = 24;

interface IssueProps {
  readonly issue: ExpressionIssue;
  readonly source: string;
}

/** What is wrong, with the place in the formula. */
const Issue = ({ issue: { message, start, end }, source }: IssueProps) => (
  <li className={styles.issue}>
    {formatMessage(message)}
    {end > start && source.length > 0 && (
      <code className={styles.place}>
        {start > AROUND && '…'}
        {source.slice(Math.max(0, start - AROUND), start)}
        <mark>{source.slice(start, end)}</mark>
        {source.slice(end, end + AROUND)}
        {end + AROUND < source.length && '…'}
      </code>
    )}
  </li>
);

const FUNCTION_NAMES = Object.keys(EXPRESSION_FUNCTIONS).filter((name): name is ExpressionFunction =>
  Object.hasOwn(EXPRESSION_FUNCTIONS, name),
);

/** The formula of a field: written, checked while it is written, and tried on a few records. */
export const FormulaSetting = ({ settings, onChange, objects, owner, field }: FormulaSettingProps) => {
  const { t, i18n } = useLingui();
  const area = useRef<HTMLTextAreaElement>(null);
  const source = settings.expression ?? '';
  const { trial, expression } = useComputedTrial({ owner, field, type: 'formula', settings });
  const issues = trial?.issues ?? [];
  const { first, second } = formulaExamples(objects, owner);
  const write = (next: string): void => onChange({ ...settings, expression: next });

  /** Puts a name where the caret is and leaves it marked where something has to be filled in. */
  const insert = (piece: string, markFrom: number, markTo: number): void => {
    const { selectionStart = source.length, selectionEnd = source.length } = area.current ?? {};
    write(source.slice(0, selectionStart) + piece + source.slice(selectionEnd));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(selectionStart + markFrom, selectionStart + markTo);
    });
  };
  const insertFunction = (usage: string): void => insert(usage, usage.indexOf('(') + 1, usage.length - 1);

  return (
    <div className={styles.formula}>
      <TextArea
        ref={area}
        label={t`Formula`}
        help={t`Such as ${first}, or ${second}`}
        mono
        autoGrow
        rows={3}
        maxLength={MAX_EXPRESSION_LENGTH}
        spellCheck={false}
        aria-invalid={issues.length > 0 || undefined}
        value={source}
        onChange={write}
      />
      <div className={styles.insert}>
        <Picker
          searchLabel={t`Find a field`}
          emptyLabel={t`No such field`}
          options={usableFields(objects, owner).map(({ path, label, field: each }) => ({
            value: path,
            label,
            description: path,
            icon: iconOfField(each),
          }))}
          onPick={({ value }) => insert(value, value.length, value.length)}
          trigger={
            <Button size="sm" variant="ghost" icon="plus">
              <Trans>Field</Trans>
            </Button>
          }
        />
        <Picker
          searchLabel={t`Find a function`}
          emptyLabel={t`No such function`}
          options={FUNCTION_NAMES.map((name) => ({
            value: EXPRESSION_FUNCTIONS[name].usage,
            label: EXPRESSION_FUNCTIONS[name].usage,
            description: i18n._(FUNCTION_HELP[name]),
          }))}
          onPick={({ value }) => insertFunction(value)}
          trigger={
            <Button size="sm" variant="ghost" icon="formula">
              <Trans>Function</Trans>
            </Button>
          }
        />
      </div>
      {issues.length > 0 && (
        <ul className={styles.issues} role="alert">
          {issues.map((issue) => (
            <Issue key={`${issue.start}-${issue.message.id}`} issue={issue} source={expression} />
          ))}
        </ul>
      )}
      {trial && <ComputedPreview object={owner.name} trial={trial} settings={settings} />}
    </div>
  );
};

import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { cleanText, foldText } from '@shared/domain/field-types/clean-text';
import { isCurrencyCode } from '@shared/domain/field-types/currency-codes';
import { compileRules, defaultInput, rulesProblem, type RuledField } from '@shared/domain/field-types/field-rules';
import { rulesFor } from '@shared/domain/field-types/index';
import type { FieldSettings, FieldType, SelectOption } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { withValues } from '@shared/messages/message';
import { storageFor } from './field-types/index';
import { checkPipelines } from './pipeline-settings.rules';
import { badValue } from './field-types/operands';

const refuse = (reason: MessageDescriptor): AppError => new AppError('invalid_input', reason, { setting: 'settings' });

/** A text must name one option only, or what was copied from a cell could be read back as another. */
const checkOptions = (options: readonly SelectOption[]): SelectOption[] => {
  const keys = new Set<string>();
  const labels = new Set<string>();
  return options.map((option) => {
    const key = cleanText(option.key);
    const label = cleanText(option.label);
    if (key === '' || label === '') throw refuse(msg`An option needs a name`);
    const folded = foldText(label);
    if (keys.has(key)) throw refuse(msg`Two options have the key "${key}"`);
    if (labels.has(folded)) throw refuse(msg`Two options are called "${label}"`);
    keys.add(key);
    labels.add(folded);
    return { ...option, key, label };
  });
};

/** The object that the field belongs to. */
export interface OwnObject {
  readonly plural: string;
  /** API names of the fields that people fill. */
  readonly fillable: ReadonlySet<string>;
}

interface SettingsContext {
  readonly type: FieldType;
  readonly given: FieldSettings;
  readonly own: OwnObject;
  /** API names with plural labels. */
  readonly liveObjects: ReadonlyMap<string, string>;
}

type SettingName = keyof FieldSettings;

const checkTarget = ({ given, liveObjects }: SettingsContext): string => {
  if (given.target === undefined) throw refuse(msg`A relation needs an object to point to`);
  if (!liveObjects.has(given.target)) throw refuse(msg`There is no object "${given.target}"`);
  return given.target;
};

const checkTargets = ({ given, liveObjects }: SettingsContext): string[] => {
  const targets = [...new Set(given.targets ?? [])];
  const unknown = targets.find((target) => !liveObjects.has(target));
  if (targets.length === 0) throw refuse(msg`A relation needs objects to point to`);
  if (unknown !== undefined) throw refuse(msg`There is no object "${unknown}"`);
  return targets;
};

const checkCurrency = ({ given: { defaultCurrency } }: SettingsContext): string | undefined => {
  if (defaultCurrency !== undefined && !isCurrencyCode(defaultCurrency))
    throw refuse(msg`"${defaultCurrency}" is not a currency`);
  return defaultCurrency;
};

/** Settings that are more than what was given: checked, cleaned or filled in. */
const CHECKS: { readonly [K in SettingName]?: (context: SettingsContext) => FieldSettings[K] } = {
  options: ({ given }) => checkOptions(given.options ?? []),
  pipelines: ({ given, own }) => [...checkPipelines(given.pipelines, own.fillable)],
  defaultCurrency: checkCurrency,
  target: checkTarget,
  targets: checkTargets,
  inverseLabel: ({ given, own }) => cleanText(given.inverseLabel ?? '') || own.plural,
  onTargetDelete: ({ given }) => given.onTargetDelete ?? 'clear',
  prefix: ({ given }) => {
    const prefix = cleanText(given.prefix ?? '');
    // "2026" and "1" would be "20261".
    if (/\d$/.test(prefix)) throw refuse(msg`What stands before the number cannot end with a digit`);
    return prefix || undefined;
  },
  patternHint: ({ given }) => cleanText(given.patternHint ?? '') || undefined,
};

const checked = (context: SettingsContext, name: SettingName): FieldSettings => {
  const check = CHECKS[name];
  const value = check ? check(context) : context.given[name];
  return value === undefined ? {} : { [name]: value };
};

const notADate = (given: string): MessageDescriptor => msg`${given} is not a date`;

/** Errors: `invalid_input` for a default that the type cannot read or that breaks the field's own rules. */
const assertDefault = (field: RuledField): void => {
  const { type, settings } = field;
  if (settings.defaultValue === undefined) return;
  const context = { currency: settings.defaultCurrency ?? 'EUR', phoneRegion: 'US', members: [] };
  try {
    const input = defaultInput(field, rulesFor(type), {
      ...context,
      dateOrder: 'ymd',
      decimalComma: false,
      nowMs: 0,
      timeZone: 'UTC',
    });
    if (input === undefined) throw badValue(notADate(JSON.stringify(settings.defaultValue)));
    const stored = storageFor(type).normalize(input, { settings, ...context });
    // A date that moves with the calendar keeps or breaks bounds on the day when it is used.
    const problem = input === settings.defaultValue ? compileRules(field)?.(stored, 'UTC') : undefined;
    if (problem !== undefined) throw badValue(problem);
  } catch (error) {
    if (error instanceof AppError)
      throw refuse(withValues(msg({ message: 'Default value: {reason}' }), { reason: error.words }));
    throw error;
  }
};

/**
 * The settings that a field of the type keeps: those of other types are left out, what it needs is checked and filled in. Errors: `invalid_input` with a
 * reason.
 */
export const checkFieldSettings = (label: string, context: SettingsContext): FieldSettings => {
  const { type } = context;
  const settings = Object.assign({}, ...rulesFor(type).settings.map((name) => checked(context, name))) as FieldSettings;
  const problem = rulesProblem(type, settings);
  if (problem !== undefined) throw refuse(problem);
  assertDefault({ label, type, settings });
  return settings;
};

import type { ConvertField } from '@shared/contract/schema.contract';
import type { FieldDef } from '@shared/domain/schema';
import { isStageValue, type FieldValue } from '@shared/domain/values';
import { stampToMs } from '../../change-log/clock';
import { newestStamp, parseExceptions } from '../../change-log/stamps.rules';
import { assertMaySet } from '../../schema/access';
import { replaceField, settleReplacement } from '../../schema/convert-field';
import type { MetaDeps } from '../../schema/meta-write';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { WriteDb } from '../../storage/db';
import { applyPatch, type StoredRecord } from '../write/apply';
import { readStored } from '../write/delete-cascade';
import { setField, storedValue, type WritableField } from '../write/writable-object';
import { openWriteSession, type WriteDeps, type WriteSession } from '../write/write-session';
import { type ConversionDeps, contextOf, getSource, readField, settingsFor, storedValues } from './conversion-source';
import { openConversion } from './convert-value.rules';

/** What the values were before the field was converted to what it is now, as far as they could not be converted. */
const openLeftovers = (deps: ConversionDeps, object: ObjectModel, field: FieldModel, input: ConvertField) => {
  const before = [...object.fieldsByKey.values()].find(({ def }) => def.settings.convertedTo === field.def.key);
  if (!before || before.def.type !== input.to) return undefined;
  const back = openConversion(before.def, field.def, contextOf(deps, input));
  return { before, isLeftover: (stored: FieldValue): boolean => !back.convert(stored).ok };
};

/** When the field of a record was changed last, or the record was made; undefined for what came without a stamp. */
const changedAtMs = ({ rec }: StoredRecord, { key }: FieldDef): number | undefined => {
  const [t] = newestStamp(parseExceptions(rec.x)[key]) ?? [rec.baseT];
  return t > 0 ? stampToMs(t) : undefined;
};

/** A stage is one since its record came into it: a choice says so by when it was made. */
const sinceThen = (session: WriteSession, rid: number, from: FieldModel, stored: FieldValue): FieldValue =>
  isStageValue(stored) && stored.since === null
    ? { ...stored, since: changedAtMs(readStored(session, rid), from.def) ?? null }
    : stored;

const writeValue = (session: WriteSession, rid: number, field: WritableField, stored: FieldValue): void => {
  const record = readStored(session, rid);
  const cells = [...record.cells];
  setField(field, cells, stored);
  applyPatch(session, record, cells);
};

/**
 * Gives a field another type, in one transaction that is one step for undo. A field of the new type takes the name, the place and the rules of the old one; the
 * old one goes to the trash with every value as it was, so that what does not convert can be read there. Converting back brings
 * those values with it. Errors: as `previewConversion`; `invalid_input` when a unique field would hold a value twice.
 */
export const convertField = (caller: WriteDeps & MetaDeps, db: WriteDb, input: ConvertField): FieldDef => {
  assertMaySet(caller.schema.current(), 'dataModel');
  caller.wholeSchema.refresh(db);
  // Values that the caller does not see are converted with the rest.
  const deps = { ...caller, schema: caller.wholeSchema };
  const { object, field } = getSource(deps, input);
  const settings = settingsFor(deps, db, object, field, input);
  const leftovers = openLeftovers(deps, object, field, input);
  const replacement = replaceField(deps, db, { object, field, type: input.to, settings });
  const after = deps.schema.current().objectsByKey.get(object.def.key);
  const made = after?.fieldsByKey.get(replacement.key);
  if (!after || !made) throw new Error('A field that was just made is not in the schema');
  const target = readField(after, made);
  const { convert } = openConversion(field.def, made.def, contextOf(deps, input));
  const { operationId } = replacement;
  const session = openWriteSession(deps, db, { actor: deps.actor(), verb: 'schema', operationId });
  for (const { rid, stored } of storedValues(session.db, object, field)) {
    const result = convert(stored);
    if (result.ok) writeValue(session, rid, target, sinceThen(session, rid, field, result.stored));
  }
  if (leftovers) {
    const current = readField(object, field);
    for (const { rid, stored } of storedValues(session.db, object, leftovers.before)) {
      const isFree = storedValue(current, readStored(session, rid).cells) === null;
      if (isFree && leftovers.isLeftover(stored)) writeValue(session, rid, target, stored);
    }
  }
  session.close();
  deps.changes(session.collector.changes());
  return settleReplacement({ ...deps, operationId }, db, { object, field, key: replacement.key });
};

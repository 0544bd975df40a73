import { msg } from '@lingui/core/macro';
import { isRecordId } from '@shared/domain/ids';
import type { FieldInput } from '@shared/domain/values';
import { fragment } from '../sql-fragment';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue, wrongOperator } from './operands';

/** A record may be given this many links at once. */
const MAX_LINKS = 10_000;

/** Ids of a list of records, each once. Errors: `invalid_input`. */
export const readLinkIds = (input: FieldInput | undefined): readonly string[] => {
  if (input === undefined || input === null || input === '') return [];
  if (!Array.isArray(input)) throw badValue(msg`Not a list of records`);
  if (input.length > MAX_LINKS) throw badValue(msg`More than ${MAX_LINKS} records`);
  const ids = input.map((each) => {
    const id = typeof each === 'object' && each !== null && 'id' in each ? each['id'] : each;
    const clean = typeof id === 'string' ? id.trim().toLowerCase() : id;
    if (!isRecordId(clean)) throw badValue(msg`Not a list of records: give their ids`);
    return clean;
  });
  return [...new Set(ids)];
};

/**
 * Links are records of their own (see the schema's README), so the field has no column: the write path makes and deletes links, and queries go over their
 * table. This half only says what a list of ids looks like.
 */
export const relationsStorage: FieldTypeStorage = {
  type: 'relations',
  columns: [],
  parts: {},
  normalize: (input) => {
    const ids = readLinkIds(input);
    return ids.length === 0 ? null : ids;
  },
  toColumns: () => [],
  fromColumns: () => null,
  indexedValues: () => [],
  searchText: () => '',
  sortKeys: () => [],
  condition: (op) => {
    if (op === 'isEmpty') return fragment('1');
    if (op === 'isNotEmpty') return fragment('0');
    throw wrongOperator('relations', op);
  },
  emptyCondition: () => '1',
};

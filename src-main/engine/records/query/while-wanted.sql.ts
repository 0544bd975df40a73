import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import { allOf, fragment } from '../../schema/sql-fragment';
import { ROW_ID } from './sort-compile';

/** Asks every thousand records or so whether the answer is still wanted; SQLite looks at it before the columns of the record. */
export const whileWanted = (where: SqlFragment): SqlFragment =>
  allOf([fragment(`((${ROW_ID} & 1023) <> 0 OR go_on())`), where]);

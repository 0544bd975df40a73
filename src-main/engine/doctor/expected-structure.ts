import { isDerived } from '@shared/domain/schema';
import { addFieldColumns, createLinkTable, createObjectTable, indexTitle } from '../schema/ddl.sql';
import type { SchemaModel } from '../schema/model';
import { migrate } from '../storage/migrate';
import { MIGRATIONS } from '../storage/migrations/index';
import { openDatabase } from '../storage/open-database';
import { listStructures, type Structure } from './structure.sql';

/** The tables and indexes that a workspace with this data model has, those of fields in the trash included: those of a new one, made in memory. */
export const expectedStructure = async (schema: SchemaModel): Promise<readonly Structure[]> => {
  const memory = openDatabase({ file: ':memory:', mode: 'writer' });
  try {
    await migrate(memory, MIGRATIONS, () => Promise.resolve());
    return memory.inTransaction((db) => {
      for (const { def, fieldsByKey, titleField } of schema.objectsByKey.values()) {
        createObjectTable(db, def.key);
        for (const field of fieldsByKey.values()) {
          if (field.def.isSystem) continue;
          addFieldColumns(db, def.key, field.def.key, field.valueType, isDerived(field.def));
        }
        indexTitle(db, def.key, titleField.def.key, titleField.valueType);
      }
      for (const key of schema.links.keys()) createLinkTable(db, key);
      return listStructures(db);
    });
  } finally {
    memory.close();
  }
};

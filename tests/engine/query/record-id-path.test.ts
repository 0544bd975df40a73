import { expect, test } from 'vitest';
import { RecordQuery } from '@shared/domain/query';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { insertSample, openSample, sampleDeps, sampleId } from './sample-schema';

const companies = () => {
  const database = openSample();
  database.inTransaction((db) => {
    insertSample(db, { object: 'company', n: 1, values: { name: 'Acme' } });
    insertSample(db, { object: 'company', n: 2, values: { name: 'Beta', parent: sampleId(1) } });
    insertSample(db, { object: 'company', n: 3, values: { name: 'Cairn' } });
  });
  return database.read;
};

const namesWhere = (filter: unknown): readonly unknown[] =>
  queryRecords(sampleDeps, companies(), RecordQuery.parse({ object: 'company', filter })).rows.map(
    (row) => row['name'],
  );

test('chosen records are a set: by their ids, also over a relation', () => {
  expect(namesWhere({ field: 'id', op: 'is', value: sampleId(2) })).toEqual(['Beta']);
  expect(namesWhere({ field: 'id', op: 'isAnyOf', value: [sampleId(1), sampleId(3)] })).toEqual(['Acme', 'Cairn']);
  expect(namesWhere({ field: 'id', op: 'isNoneOf', value: [sampleId(1), sampleId(3)] })).toEqual(['Beta']);
  expect(namesWhere({ field: 'parent.id', op: 'is', value: sampleId(1) })).toEqual(['Beta']);
});

test('what is no id is refused', () => {
  expect(() => namesWhere({ field: 'id', op: 'is', value: "1' OR '1'='1" })).toThrow(/id of a record/);
  expect(() => namesWhere({ field: 'id.name', op: 'is', value: 'x' })).toThrow(/no field/);
});

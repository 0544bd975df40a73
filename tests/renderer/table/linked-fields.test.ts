import { i18n } from '@lingui/core';
import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract';
import { findLinkedTitles } from '@renderer/features/table/linked-titles';
import { listSortFields } from '@renderer/features/table/sort-fields';
import { fakeField } from '../../helpers/fake-field';
import { FAKE_OBJECTS, FAKE_PERSON, fakeId } from '../fake-objects';
import { fakeSession } from '../fake-session';

const SKILLS: Readonly<Record<string, number>> = { Sales: 1, 'Nails; screws': 2 };

const engineWithSkills = (): EngineClient =>
  fakeSession({
    'search.find': ({ text }) => {
      const id = SKILLS[text];
      const hit = { object: 'skill', title: text, titleRanges: [], subtitle: '', subtitleRanges: [], snippet: null };
      return { results: id === undefined ? [] : [{ ...hit, id: fakeId(id) }], counts: [], isTruncated: false };
    },
  }).client;

test('a list is sorted by its columns and by the fields of what they point to', () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  const columns = FAKE_PERSON.fields.filter(({ isSystem }) => !isSystem);

  const fields = listSortFields(FAKE_OBJECTS, FAKE_PERSON, columns, i18n);

  expect(fields.map(({ path }) => path)).toEqual([
    'name',
    'city',
    'age',
    'company',
    'company.name',
    'company.industry',
  ]);
  expect(fields.at(-1)?.label).toBe('Company › Industry');
});

test('pasted names become links, several of them in a field of many; one that is not found leaves the cell alone', async () => {
  const many = fakeField('skills', 'relations', { settings: { target: 'skill' } });
  const one = fakeField('skill', 'relation', { settings: { target: 'skill' } });
  const texts = ['Sales; "Nails; screws"; Sales', 'Sales; Nobody', 'Sales', ''];

  const linked = await findLinkedTitles(
    engineWithSkills(),
    texts.flatMap((text) => [
      { field: many, text },
      { field: one, text },
    ]),
  );

  const sales = { id: fakeId(1), title: 'Sales' };
  const nails = { id: fakeId(2), title: 'Nails; screws' };
  expect(texts.map((text) => linked.find(many, text))).toEqual([[sales, nails], undefined, [sales], undefined]);
  expect(texts.map((text) => linked.find(one, text))).toEqual([undefined, undefined, sales, undefined]);
});

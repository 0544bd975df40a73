import { foldCase } from '@shared/domain/field-types/clean-text';
import { MAX_LIST } from '@shared/domain/field-types/emails';
import { cleanLink, linkHost, linksRules, notALink } from '@shared/domain/field-types/links';
import { isTextList } from '@shared/domain/field-types/list-text';
import type { FieldTypeStorage } from './field-type-storage';
import { emailsStorage } from './emails';
import { normalizeTextList } from './json-column';
import { listCondition } from './list-condition';
import { badValue, onlyColumn } from './operands';
import { readText } from './parse-context';
import { textCondition } from './text-condition';

/** Found by host: "www." and the path do not matter when a company is looked for by its domain. */
export const linksStorage: FieldTypeStorage = {
  ...emailsStorage,
  type: 'links',
  normalize: (input, context) => {
    if (typeof input === 'string') return readText(linksRules, input, context);
    return normalizeTextList(
      input,
      MAX_LIST,
      (text) => {
        const link = cleanLink(text);
        if (link === undefined) throw badValue(notALink(text));
        return link;
      },
      (link) => link,
    );
  },
  indexedValues: (stored) =>
    isTextList(stored)
      ? [...new Set(stored.flatMap((link) => [linkHost(link), foldCase(link).slice(0, 500)]))].filter(
          (each) => each !== '',
        )
      : [],
  searchText: (stored) =>
    isTextList(stored) ? stored.map((link) => link.replace(/^[a-z][a-z0-9+.-]*:\/\/(?:www\.)?/, '')).join(' ') : '',
  condition: (op, operand, columns) =>
    listCondition(onlyColumn(columns), op, operand, (element, of, value) => textCondition('links', element, of, value)),
};

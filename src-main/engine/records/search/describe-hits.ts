import type { SearchHit } from '@shared/contract/search.contract';
import type { SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { createRowReader } from '../query/row-reader';
import { cutAround, highlight, type Needles } from './highlight';
import type { Found } from './rank';
import { exactTerm } from './search-text';
import { readRelatedTitles, readSearchedTexts, type ShownText } from './searched-texts';
import { subtitleFields, subtitleOf } from './subtitle';

/** What of a search is marked besides the terms of a hit. */
export interface Marks {
  readonly phrases: readonly string[];
  readonly digits: string | undefined;
}

const needlesOf = ({ terms }: Found, { phrases, digits }: Marks): Needles => ({
  terms: [...terms, ...phrases.map(exactTerm)],
  digits,
});

/** The text that holds most of what was looked for. */
const snippetOf = (texts: readonly ShownText[], needles: Needles): SearchHit['snippet'] => {
  const best = texts
    .map(({ field, text }) => ({ label: field.def.label, text, ...highlight(text, needles) }))
    .toSorted((a, b) => b.found - a.found)[0];
  if (!best || best.ranges.length === 0) return null;
  return { label: best.label, ...cutAround(best.text, best.ranges) };
};

/** Hits as they are shown: a few statements for each object, however many records. */
export const describeHits = (
  db: ReadDb,
  schema: SchemaModel,
  shown: readonly Found[],
  marks: Marks,
): readonly SearchHit[] => {
  const hits = new Map<number, SearchHit>();
  for (const [object, group] of Map.groupBy(shown, ({ candidate }) => candidate.object)) {
    const fields = subtitleFields(object);
    const reader = createRowReader(
      schema,
      object,
      fields.map(({ def }) => def.name),
    );
    const byRid = new Map(group.map((found) => [found.candidate.rid, found]));
    const unexplained: number[] = [];
    const led: number[] = [];
    for (const { rid, row } of reader.readWithRids(db, [...byRid.keys()])) {
      const found = byRid.get(rid);
      if (!found) continue;
      const { title } = found.candidate;
      const subtitle = subtitleOf(fields, row, title);
      const needles = needlesOf(found, marks);
      const inTitle = highlight(title, needles);
      const inSubtitle = highlight(subtitle, needles);
      if (found.by === 'related') {
        if (inTitle.found + inSubtitle.found < needles.terms.length) led.push(rid);
      } else if (inTitle.found < needles.terms.length && inSubtitle.found < needles.terms.length) unexplained.push(rid);
      hits.set(rid, {
        object: object.def.name,
        id: row.id,
        title,
        titleRanges: inTitle.ranges,
        subtitle,
        subtitleRanges: inSubtitle.ranges,
        snippet: null,
      });
    }
    for (const [rid, texts] of [
      ...readSearchedTexts(db, schema, object, unexplained),
      ...readRelatedTitles(db, schema, object, led),
    ]) {
      const hit = hits.get(rid);
      const found = byRid.get(rid);
      if (hit && found) hits.set(rid, { ...hit, snippet: snippetOf(texts, needlesOf(found, marks)) });
    }
  }
  return shown.flatMap(({ candidate }) => hits.get(candidate.rid) ?? []);
};

import type { Filter } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { readCandidates } from './candidates.sql';
import { listSomeRids } from './find-records.sql';
import { both, createHits, findRelated, type HitsOf, linkFilter, MAX_LINKED } from './gather-related';
import { withoutUnwanted } from './gather-words';
import type { Found } from './rank';
import { namedValues } from './scope-values';
import { foldForSearch } from './search-fold';
import type { SearchPlan } from './search-plan';
import { type SearchTerm, splitWords } from './search-text';
import { seenFound } from './seen-hits';
import type { SearchTarget } from './scopes';

/** Of more words there are too many ways to part them. */
const MAX_TERMS = 5;

const CHOSEN: ReadonlySet<FieldType> = new Set(['select', 'multiSelect', 'stage']);

/** An option or a stage that has a word in its label. */
interface Label {
  readonly object: string;
  readonly field: string;
  readonly key: string;
  readonly words: readonly string[];
}

type LabelsByWord = ReadonlyMap<string, readonly Label[]>;

const labelsOf = ({ def, fields }: ObjectModel): readonly Label[] =>
  [...fields.values()]
    .filter((field) => CHOSEN.has(field.def.type))
    .flatMap((field) =>
      namedValues(field.def.settings).map(({ key, label }) => ({
        object: def.name,
        field: field.def.name,
        key,
        words: splitWords(foldForSearch(label)),
      })),
    );

/** Of a data model as somebody sees it; it goes with it. */
const known = new WeakMap<SchemaModel, LabelsByWord>();

const labelsByWord = (schema: SchemaModel): LabelsByWord => {
  const found = known.get(schema);
  if (found) return found;
  const labels = [...schema.objects.values()].flatMap(labelsOf);
  const made = Map.groupBy(
    labels.flatMap((label) => [...new Set(label.words)].map((word) => ({ word, label }))),
    ({ word }) => word,
  );
  const byWord = new Map([...made].map(([word, entries]) => [word, entries.map(({ label }) => label)]));
  known.set(schema, byWord);
  return byWord;
};

interface Split {
  readonly labels: readonly Label[];
  /** What the records themselves, or the titles that they lead to, have. */
  readonly own: readonly SearchTerm[];
}

/** "won acme", "acme closed won": what stands first, or last, names an option. */
const splitsOf = (schema: SchemaModel, terms: readonly SearchTerm[]): readonly Split[] => {
  const byWord = labelsByWord(schema);
  const named = (run: readonly SearchTerm[]): readonly Label[] => {
    const words = run.map(({ forms: [form = ''] }) => form);
    return (byWord.get(words[0] ?? '') ?? []).filter((label) => words.every((word) => label.words.includes(word)));
  };
  return terms
    .slice(1)
    .flatMap((_, i) => {
      const [first, last] = [terms.slice(0, i + 1), terms.slice(i + 1)];
      return [
        { labels: named(first), own: last },
        { labels: named(last), own: first },
      ];
    })
    .filter(({ labels }) => labels.length > 0);
};

const filterOf = (labels: readonly Label[]): Filter => ({
  or: [...Map.groupBy(labels, ({ field }) => field)].map(([field, group]) => ({
    field,
    op: 'isAnyOf',
    value: group.map(({ key }) => key),
  })),
});

/** Records of an object with an option, that have the other words or lead to a record of that title. */
const gatherSplit = (
  db: ReadDb,
  plan: SearchPlan,
  { object, filter: wanted }: SearchTarget,
  { labels, own }: Split,
  hitsOf: HitsOf,
): readonly Found[] => {
  const filter = both(filterOf(labels), wanted);
  const set = plan.compile(object, filter);
  const related = findRelated(db, plan, own, hitsOf);
  const links = [...object.fields.values()].flatMap((field) => linkFilter(field, related) ?? []);
  const linked = links.flatMap((link) => listSomeRids(db, plan.compile(object, both(link, filter)), MAX_LINKED));
  const byWords = readCandidates(db, set, hitsOf(own).rids);
  const direct = new Set(byWords.map(({ rid }) => rid));
  const led = readCandidates(
    db,
    set,
    [...new Set(linked)].filter((rid) => !direct.has(rid)),
  );
  return [
    ...seenFound(
      db,
      plan,
      byWords.map((candidate): Found => ({ candidate, by: 'option', terms: own, isCorrected: false })),
    ),
    ...led.map((candidate): Found => ({ candidate, by: 'option', terms: own, isCorrected: false })),
  ];
};

/** Records that have an option or are at a stage that some of the words name, and have the other words: "won acme". */
export const gatherLabelled = (db: ReadDb, plan: SearchPlan, taken: ReadonlySet<number>): readonly Found[] => {
  const { terms, phrases } = plan.text;
  if (terms.length < 2 || terms.length > MAX_TERMS || phrases.length > 0) return [];
  const splits = splitsOf(plan.schema, terms);
  if (splits.length === 0) return [];
  const hitsOf = createHits(db);
  const found = new Map<number, Found>();
  for (const split of splits) {
    for (const target of plan.targets) {
      const labels = split.labels.filter(({ object }) => object === target.object.def.name);
      if (labels.length === 0) continue;
      for (const each of gatherSplit(db, plan, target, { ...split, labels }, hitsOf))
        if (!taken.has(each.candidate.rid)) found.set(each.candidate.rid, each);
    }
  }
  const wanted = new Set(withoutUnwanted(db, plan, [...found.keys()]));
  return [...found.values()].filter(({ candidate }) => wanted.has(candidate.rid));
};

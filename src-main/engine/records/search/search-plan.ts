import type { Filter } from '@shared/domain/query';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { type CompiledSet, compileSet, type ReadRecordDeps } from '../query/record-set';
import { titleFilters } from '../query/title-filter';
import { listSomeIds } from './find-records.sql';
import { resolveScopes, type SearchTarget } from './scopes';
import type { ScopeContext } from './scope-values';
import { parseSearch, withWords } from './search-query';
import { parseSearchText, type SearchText } from './search-text';

export interface SearchDeps extends ReadRecordDeps {
  readonly settings: () => ReturnType<ReadRecordDeps['settings']> & {
    readonly phoneRegion: string;
    readonly currency: string;
  };
}

/** What is to be found, and among which records. */
export interface SearchPlan {
  readonly schema: SchemaModel;
  readonly text: SearchText;
  /** Nothing is to be found by words, numbers or addresses. */
  readonly isBlank: boolean;
  /** One for each object, with everything that limits its records. */
  readonly sets: readonly CompiledSet[];
  readonly targets: readonly SearchTarget[];
  /** Hits of records that are not wanted lie between those that are. */
  readonly isLimited: boolean;
  readonly isFiltered: boolean;
  /** Those records of an object that a filter leaves, of those that whoever asks may see. */
  readonly compile: (object: ObjectModel, filter?: Filter) => CompiledSet;
}

/** Related records that a scope may mean: with more, it says too little. */
const MAX_RELATED = 200;

const contextOf = (deps: SearchDeps, db: ReadDb): ScopeContext => {
  const schema = deps.schema.current();
  const { currency, phoneRegion, timeZone } = deps.settings();
  return {
    schema,
    reading: {
      currency,
      phoneRegion,
      timeZone,
      dateOrder: 'ymd',
      decimalComma: false,
      nowMs: deps.clock.nowMs(),
      members: schema.members,
    },
    idsByTitle: (object, text) =>
      titleFilters(object, text)
        .flatMap((filter) => listSomeIds(db, compileSet(deps, db, { object: object.def.name, filter }), MAX_RELATED))
        .slice(0, MAX_RELATED),
  };
};

const searchedObjects = (schema: SchemaModel, names: readonly string[] | undefined): readonly ObjectModel[] =>
  [...schema.objects.values()].filter(({ def }) => names === undefined || names.includes(def.name));

/** Reads what was typed and settles where it is looked for. */
export const planSearch = (
  deps: SearchDeps,
  db: ReadDb,
  input: { readonly text: string; readonly objects?: readonly string[] | undefined },
): SearchPlan => {
  const schema = deps.schema.current();
  const compile: SearchPlan['compile'] = ({ def }, filter) => compileSet(deps, db, { object: def.name, filter });
  const typed = parseSearch(input.text);
  const scopes = resolveScopes(contextOf(deps, db), searchedObjects(schema, input.objects), typed.scopes);
  const text = parseSearchText(withWords(typed.free, scopes.unknown), deps.settings().phoneRegion);
  return {
    schema,
    text,
    isBlank: text.match === undefined && text.valuePrefixes.length === 0,
    targets: scopes.targets,
    sets: scopes.targets.map(({ object, filter }) => compile(object, filter)),
    isLimited: input.objects !== undefined || scopes.isScoped,
    isFiltered: scopes.targets.some(({ filter }) => filter !== undefined),
    compile,
  };
};

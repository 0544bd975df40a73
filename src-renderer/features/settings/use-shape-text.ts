import { useLingui } from '@lingui/react/macro';
import type { QueryShape } from '@shared/contract/diagnostics.contract';
import { filterPaths } from '@shared/domain/changes';
import { groupingPath } from '@shared/domain/query';
import { useFieldEnvironment } from '../../fields/field-environment';
import { resolvePath } from '../../fields/field-path';

/** What was asked in words: "People, filtered by Company › Industry, sorted by Name". */
export const useShapeText = ({ object, isTrash, filter, sort, groupBy, field }: QueryShape): string => {
  const { t } = useLingui();
  const { objects } = useFieldEnvironment();
  const label = (path: string): string =>
    path === '*' ? t`related records` : (resolvePath(objects, object ?? '', path, (part) => part)?.label ?? path);
  const labels = (paths: readonly string[]): string => [...new Set(paths)].map(label).join(', ');
  const valued = field === null ? '' : label(field);
  const filtered = labels(filterPaths(filter ?? undefined));
  const grouped = labels(groupBy.map(groupingPath));
  const sorted = labels(sort.map((each) => each.field));
  const parts: string[] = [objects.find(({ name }) => name === object)?.labelPlural ?? t`Everything`];
  if (isTrash) parts.push(t`in the trash`);
  if (valued !== '') parts.push(t`values of ${valued}`);
  if (filtered !== '') parts.push(t`filtered by ${filtered}`);
  if (grouped !== '') parts.push(t`grouped by ${grouped}`);
  if (sorted !== '') parts.push(t`sorted by ${sorted}`);
  return parts.join(', ');
};

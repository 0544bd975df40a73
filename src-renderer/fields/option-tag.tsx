import type { SelectOption } from '@shared/domain/schema';
import { Tag } from '../ui/tag';

export interface OptionTagProps {
  readonly options: readonly SelectOption[] | undefined;
  readonly value: string;
}

/** An option by its key. The key of an option that is gone shows as text. */
export const OptionTag = ({ options, value }: OptionTagProps) => {
  const option = options?.find((each) => each.key === value);
  return <Tag color={option?.color ?? 'gray'}>{option?.label ?? value}</Tag>;
};

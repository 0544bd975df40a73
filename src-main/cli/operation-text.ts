import type { Operation } from '@shared/contract/history.contract';

/** One action in a few words: "update 3 person", "import people.csv". */
export const describeOperation = ({ verb, object, subject, count }: Operation): string =>
  [verb, count > 1 || subject === null ? String(count) : '', object ?? '', subject === null ? '' : `"${subject}"`]
    .filter((part) => part !== '')
    .join(' ');

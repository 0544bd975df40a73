import type { Row } from '@shared/domain/values';

/** One record as a line of JSON: `{"id": ..., <field>: ...}`. */
export const formatJsonLine = (row: Row): string => `${JSON.stringify(row)}\n`;

/** An answer that is JSON text already, and goes over the wire as it is: a page of records has a thousand values. */
export interface JsonText {
  readonly [JSON_TEXT]: string;
}

const JSON_TEXT = Symbol('json text');

export const jsonText = (text: string): JsonText => ({ [JSON_TEXT]: text });

export const isJsonText = (value: unknown): value is JsonText =>
  typeof value === 'object' && value !== null && JSON_TEXT in value;

/** An answer as its values, whether it came as text or not. */
export const readAnswer = (answer: unknown): unknown => (isJsonText(answer) ? JSON.parse(answer[JSON_TEXT]) : answer);

/** An answer as its text. */
export const textOf = (answer: unknown): string => (isJsonText(answer) ? answer[JSON_TEXT] : JSON.stringify(answer));

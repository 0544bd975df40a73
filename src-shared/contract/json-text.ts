/**
 * An answer that is JSON text already, and goes over the wire as it is. oRPC's own serializer looks at every value of an answer, for what JSON cannot
 * say; answers of this contract are JSON, and a page of records has a thousand values.
 */
export interface JsonText {
  readonly [JSON_TEXT]: string;
}

const JSON_TEXT = Symbol('json text');

export const jsonText = (text: string): JsonText => ({ [JSON_TEXT]: text });

export const isJsonText = (value: unknown): value is JsonText =>
  typeof value === 'object' && value !== null && JSON_TEXT in value;

/** An answer as its values, whether it came as text or not. */
export const readAnswer = (answer: unknown): unknown => (isJsonText(answer) ? JSON.parse(answer[JSON_TEXT]) : answer);

/** Tells oRPC of it; both ends of a line need it. */
export const jsonTextSerializer = {
  /** oRPC keeps the numbers up to 20 for itself. */
  type: 21,
  condition: isJsonText,
  serialize: (answer: JsonText): string => answer[JSON_TEXT],
  deserialize: (text: unknown): unknown => JSON.parse(String(text)),
};

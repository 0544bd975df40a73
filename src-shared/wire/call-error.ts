/** A failed call as its caller sees it; `appErrorOf` makes the `AppError` of it that it stands for. */
export class CallError extends Error {
  override readonly name = 'CallError';
  constructor(
    readonly code: string,
    message: string,
    /** `FailureData`, unless the other end is not Outpost. */
    readonly data: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const callErrorText = ({ code, message, data }: CallError): string => JSON.stringify({ code, message, data });

/** The error in a reply. */
export const readCallError = (value: unknown): CallError => {
  const { code, message, data }: { code?: unknown; message?: unknown; data?: unknown } =
    typeof value === 'object' && value !== null ? value : {};
  return new CallError(String(code), String(message), data);
};

export function checkLayers(
  baseDir: string,
  folders?: readonly string[],
): Promise<{
  readonly seen: number;
  readonly broken: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}>;

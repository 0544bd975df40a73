/**
 * Whether lists and objects of a JSON text lie deeper in one another than `limit`: asked before anything is built from it, since what walks through it later would run out of stack.
 */
export const isNestedDeeper = (text: string, limit: number): boolean => {
  if (text.length <= limit) return false;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isText) {
      if (char === '\\') at += 1;
      else if (char === '"') isText = false;
    } else if (char === '"') isText = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > limit) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
};

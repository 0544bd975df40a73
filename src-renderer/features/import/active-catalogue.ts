import { i18n } from '@lingui/core';
import type { Catalogue } from '@shared/messages/catalogue';

/** The words of the app, for what the engine writes on its behalf; undefined where it has none of its own. */
export const activeCatalogue = (): Catalogue | undefined => {
  const messages = Object.entries(i18n.messages).flatMap(([id, text]) =>
    typeof text === 'string' ? [] : [[id, text] as const],
  );
  return messages.length === 0 ? undefined : { locale: i18n.locale, messages: Object.fromEntries(messages) };
};

import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import type { ActorValue } from '@shared/domain/values';
import { useFieldEnvironment } from './field-environment';

/** Who did something, in a sentence: by the name that was written down, else the member's of today, else "You" where it was whoever looks. */
export const useActorName = (): ((actor: ActorValue | undefined) => string) => {
  const { t } = useLingui();
  const { members, me } = useFieldEnvironment();
  return useCallback(
    (actor) => {
      if (actor?.name) return actor.name;
      if (actor?.kind !== 'person') return t`Someone`;
      // From before there were members it was the first of them, whoever that is now.
      const id = actor.id ?? members[0]?.id;
      const name = members.find((member) => member.id === id)?.name;
      return name || (id === undefined || id === me ? t`You` : t`Someone`);
    },
    [members, me, t],
  );
};

import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { OwnAccess } from '@shared/contract/members.contract';
import type { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import type { ObjectDef } from '@shared/domain/schema';

/** What showing and reading values depends on: the workspace's settings and its data model. */
export interface FieldEnvironment {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly phoneRegion: string;
  readonly objects: readonly ObjectDef[];
  /** Everybody who works in the workspace, those who are no longer active too. */
  readonly members: readonly Member[];
  /** Whoever works here, or the member as whom they look at it; null where that is not known. */
  readonly me: RecordId | null;
  /** What whoever works here may do; null: everything. */
  readonly access: OwnAccess | null;
}

const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();

const EnvironmentContext = createContext<FieldEnvironment>({
  locale,
  timeZone,
  currency: 'EUR',
  phoneRegion: 'US',
  objects: [],
  members: [],
  me: null,
  access: null,
});

export interface FieldEnvironmentProviderProps extends FieldEnvironment {
  readonly children: ReactNode;
}

/** Wrap the application in it once the workspace's settings and the data model are known. */
export const FieldEnvironmentProvider = ({
  locale,
  timeZone,
  currency,
  phoneRegion,
  objects,
  members,
  me,
  access,
  children,
}: FieldEnvironmentProviderProps) => {
  const environment = useMemo(
    () => ({ locale, timeZone, currency, phoneRegion, objects, members, me, access }),
    [locale, timeZone, currency, phoneRegion, objects, members, me, access],
  );
  return <EnvironmentContext value={environment}>{children}</EnvironmentContext>;
};

export const useFieldEnvironment = (): FieldEnvironment => useContext(EnvironmentContext);

/** Live or deleted: a value may point to an object that is gone. */
export const findObject = (environment: FieldEnvironment, name: string): ObjectDef | undefined =>
  environment.objects.find((object) => object.name === name);

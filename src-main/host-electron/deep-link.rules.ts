import { ApiName, RecordId } from '@shared/domain/ids';

const SCHEME = 'outpost:';

/**
 * The page's own path for an outpost:// link: outpost://person/<id> opens a record, outpost://person its list. Undefined for anything
 * else: whoever makes a person click such a link chooses its text.
 */
export const pathOfLink = (link: string): string | undefined => {
  if (!URL.canParse(link)) return undefined;
  const { protocol, hostname, pathname } = new URL(link);
  const object = ApiName.safeParse(hostname);
  if (protocol !== SCHEME || !object.success) return undefined;
  const [id, ...rest] = pathname.split('/').filter((part) => part !== '');
  if (rest.length > 0) return undefined;
  if (id === undefined) return `/o/${object.data}`;
  return RecordId.safeParse(id).success ? `/o/${object.data}/${id}` : undefined;
};

/** The link among a program's arguments: how Windows and Linux hand it over. */
export const linkIn = (args: readonly string[]): string | undefined =>
  args.find((arg) => arg.startsWith(`${SCHEME}//`));

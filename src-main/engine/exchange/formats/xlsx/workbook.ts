import path from 'node:path/posix';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import yauzl from 'yauzl';
import { type CellFormat, formatOf } from './number-format';
import { readXml, type XmlEvents } from './xml-events';

/** A workbook that was opened: what its parts are. */
export interface Workbook {
  /** In the order of their tabs, hidden ones last. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  /** Where the texts are that cells refer to by number. */
  readonly stringsPart: string | undefined;
  /** By the style of a cell. */
  readonly formats: readonly CellFormat[];
  /** Days are counted from 1904, as older Macs did. */
  readonly is1904: boolean;
  /** Reads a part as it streams; nothing when it is not there. Errors: `invalid_input`. */
  readonly read: (part: string, events: XmlEvents, signal?: AbortSignal) => Promise<void>;
  readonly close: () => void;
}

/** A part that unpacks to more would fill the disk. */
const MAX_PART_BYTES = 8 * 1024 ** 3;

const damaged = (cause: unknown): AppError =>
  new AppError('invalid_input', msg`The workbook is damaged or was cut short.`, {}, { cause });
const noWorkbook = (): AppError =>
  new AppError(
    'unsupported',
    msg`It is no Excel workbook. Open it in the program that made it, save it as .xlsx or CSV and choose that file.`,
  );

const openZip = async (file: string): Promise<yauzl.ZipFile> => {
  try {
    return await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
  } catch (cause) {
    throw damaged(cause);
  }
};

const createPartReader = async (
  zip: yauzl.ZipFile,
): Promise<Pick<Workbook, 'read'> & { readonly has: (part: string) => boolean }> => {
  const entries = new Map<string, yauzl.Entry>();
  try {
    // Some programs write backslashes and begin names with a slash.
    for await (const entry of zip.eachEntry())
      entries.set(entry.fileName.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(), entry);
  } catch (cause) {
    throw damaged(cause);
  }
  return {
    has: (part) => entries.has(part.toLowerCase()),
    read: async (part, events, signal) => {
      const entry = entries.get(part.toLowerCase());
      if (!entry) return;
      if (entry.uncompressedSize > MAX_PART_BYTES)
        throw new AppError('invalid_input', msg`The workbook is too large to be unpacked.`);
      try {
        const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
        await readXml(stream, events, signal);
      } catch (cause) {
        if (signal?.aborted || cause instanceof AppError) throw cause;
        throw damaged(cause);
      }
    },
  };
};

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** Parts that a part refers to, by the id that it uses for them. */
const readRelations = async (read: Workbook['read'], part: string): Promise<ReadonlyMap<string, Relation>> => {
  const folder = part === '' ? '' : path.dirname(part);
  const relations = new Map<string, Relation>();
  await read(path.join(folder, '_rels', `${path.basename(part)}.rels`), {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      const target = Target.replaceAll('\\', '/');
      relations.set(Id, {
        type: Type.slice(Type.lastIndexOf('/') + 1),
        part: target.startsWith('/') ? target.slice(1) : path.join(folder, target),
      });
    },
  });
  return relations;
};

const readSheetList = async (read: Workbook['read'], part: string) => {
  const sheets: { readonly name: string; readonly id: string; readonly isHidden: boolean }[] = [];
  let is1904 = false;
  await read(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: attributes['name'] ?? '', id, isHidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  return { sheets, is1904 };
};

const readFormats = async (read: Workbook['read'], part: string | undefined): Promise<readonly CellFormat[]> => {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isInCells = false;
  if (part !== undefined)
    await read(part, {
      open: (name, attributes) => {
        if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        if (name === 'cellXfs') isInCells = true;
        if (name === 'xf' && isInCells) ids.push(Number(attributes['numFmtId'] ?? 0));
      },
      close: (name) => {
        if (name === 'cellXfs') isInCells = false;
      },
    });
  return ids.map((id) => formatOf(id, codes));
};

/** Opens a workbook (ECMA-376: .xlsx, .xlsm). Errors: `invalid_input` for a damaged one, `unsupported` for another kind of file. */
export const openWorkbook = async (file: string): Promise<Workbook> => {
  const zip = await openZip(file);
  try {
    const { read, has } = await createPartReader(zip);
    const roots = [...(await readRelations(read, '')).values()];
    const part = roots.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
    if (!has(part) || !part.endsWith('.xml')) throw noWorkbook();
    const relations = await readRelations(read, part);
    const ofType = (wanted: string) => [...relations.values()].find(({ type }) => type === wanted)?.part;
    const { sheets, is1904 } = await readSheetList(read, part);
    // Sheets of charts and of macros hold no cells.
    const tables = sheets.flatMap(({ name, id, isHidden }) => {
      const relation = relations.get(id);
      return relation?.type === 'worksheet' ? [{ name, part: relation.part, isHidden }] : [];
    });
    if (tables.length === 0) throw noWorkbook();
    return {
      sheets: [...tables.filter(({ isHidden }) => !isHidden), ...tables.filter(({ isHidden }) => isHidden)],
      stringsPart: ofType('sharedStrings'),
      formats: await readFormats(read, ofType('styles')),
      is1904,
      read,
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause;
  }
};

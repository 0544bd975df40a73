import yazl from 'yazl';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** A cell: a text, a number with the code of its format, or XML as it stands after the reference. */
export type FixtureCell =
  | string
  | number
  | boolean
  | null
  | { readonly value: number; readonly format: string | number }
  | { readonly xml: string };

export interface FixtureSheet {
  readonly name: string;
  readonly rows: readonly (readonly FixtureCell[])[];
  readonly merged?: readonly string[];
  readonly isHidden?: boolean;
}

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const letters = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26);

/** The bytes of a workbook as Excel writes it: texts in a table of their own, formats by style. */
export const workbookBytes = async (
  sheets: readonly FixtureSheet[],
  { is1904 = false }: { readonly is1904?: boolean } = {},
): Promise<Buffer> => {
  const strings: string[] = [];
  const formats: (string | number)[] = [];
  const indexOf = <T>(list: T[], item: T): number => (list.includes(item) ? list.indexOf(item) : list.push(item) - 1);
  const cellXml = (cell: FixtureCell, at: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${indexOf(strings, cell)}</v></c>`;
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if ('xml' in cell) return `<c r="${at}" ${cell.xml}</c>`;
    return `<c r="${at}" s="${indexOf(formats, cell.format) + 1}"><v>${cell.value}</v></c>`;
  };
  const sheetXml = ({ rows, merged = [] }: FixtureSheet): string =>
    `${HEAD}<worksheet ${MAIN}><sheetData>${rows
      .map((cells, row) => {
        const xml = cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`)).join('');
        return xml === '' ? '' : `<row r="${row + 1}" spans="1:${cells.length}">${xml}</row>`;
      })
      .join(
        '',
      )}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`;

  const parts: [string, string][] = sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)]);
  const idOf = (format: string | number, i: number): number => (typeof format === 'number' ? format : 164 + i);
  parts.push(
    [
      'xl/styles.xml',
      `${HEAD}<styleSheet ${MAIN}><numFmts>${formats
        .map((code, i) =>
          typeof code === 'string' ? `<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(code)}"/>` : '',
        )
        .join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((format, i) => `<xf numFmtId="${idOf(format, i)}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    ],
    [
      'xl/sharedStrings.xml',
      `${HEAD}<sst ${MAIN}>${strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook ${MAIN} xmlns:r="${RELATIONS}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${sheets
        .map(
          ({ name, isHidden }, i) =>
            `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships ${PACKAGE}>${sheets
        .map(
          (_, i) =>
            `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="rIdS" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="${RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships ${PACKAGE}><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
  );
  return zipOf(parts);
};

/** A zip of texts. */
export const zipOf = async (parts: readonly (readonly [string, string])[]): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  for (const [name, text] of parts) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

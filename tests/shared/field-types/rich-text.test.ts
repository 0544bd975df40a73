import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanDocument } from '@shared/domain/rich-text/clean-document';
import type { RichDocument } from '@shared/domain/rich-text/document';
import { cleanLinkAddress } from '@shared/domain/rich-text/link-address';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
import { writeMarkdown } from '@shared/domain/rich-text/write-markdown';

const words = fc.string({ unit: fc.constantFrom(...Array.from('ab1 \u00e9🦄*_~`[]()\\#->+.!\t<&')), maxLength: 12 });
const marks = fc.subarray([
  { type: 'bold' },
  { type: 'italic' },
  { type: 'strike' },
  { type: 'code' },
  { type: 'underline' },
  { type: 'link', attrs: { href: 'https://a.example/x_(y)*?q=1', target: '_blank' } },
  { type: 'link', attrs: { href: 'javascript:alert(1)' } },
]);
const inline = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('text'), text: words, marks }) },
  { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' }) },
);
const paragraph = fc.record({ type: fc.constant('paragraph'), content: fc.array(inline, { maxLength: 6 }) });
const { block } = fc.letrec((tie) => ({
  item: fc.record({ type: fc.constant('listItem'), content: fc.array(tie('block'), { maxLength: 3 }) }),
  block: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'blocks' },
    paragraph,
    fc.record({
      type: fc.constant('heading'),
      attrs: fc.record({ level: fc.integer({ min: 0, max: 5 }) }),
      content: fc.array(inline, { maxLength: 4 }),
    }),
    fc.record({
      type: fc.constant('codeBlock'),
      content: fc.array(
        fc.record({ type: fc.constant('text'), text: fc.string({ unit: fc.constantFrom(...Array.from('a `~\n>')) }) }),
        { maxLength: 1 },
      ),
    }),
    fc.constant({ type: 'horizontalRule' }),
    fc.record({ type: fc.constant('bulletList'), content: fc.array(tie('item'), { maxLength: 3 }) }),
    fc.record({
      type: fc.constant('orderedList'),
      attrs: fc.record({ start: fc.integer({ min: 0, max: 20 }) }),
      content: fc.array(tie('item'), { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('blockquote'), content: fc.array(tie('block'), { maxLength: 3 }) }),
  ),
}));
const document = fc.record({ type: fc.constant('doc'), content: fc.array(block, { maxLength: 5 }) });

test('a cleaned document stays what it is when it is cleaned again', () => {
  fc.assert(
    fc.property(document, (given) => {
      const clean = cleanDocument(given);
      expect(cleanDocument(clean)).toEqual(clean);
    }),
    { numRuns: 500 },
  );
});

test('a document written as Markdown is read back to the same document', () => {
  fc.assert(
    fc.property(document, (given) => {
      const clean = cleanDocument(given);
      expect(readMarkdown(writeMarkdown(clean))).toEqual(clean);
    }),
    { numRuns: 2000 },
  );
});

test('whatever text is read makes a document that is clean, and is written and read to the same', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('ab 1\n\n\t*_~`[]()\\#->+.!é')), maxLength: 80 });
  fc.assert(
    fc.property(text, (given) => {
      const read = readMarkdown(given);
      expect(cleanDocument(read)).toEqual(read);
      expect(readMarkdown(writeMarkdown(read))).toEqual(read);
    }),
    { numRuns: 2000 },
  );
});

const p = (...content: readonly unknown[]) => ({ type: 'paragraph', content });
const t = (text: string, ...types: readonly string[]) =>
  types.length === 0 ? { type: 'text', text } : { type: 'text', text, marks: types.map((type) => ({ type })) };
const doc = (...content: readonly unknown[]) => ({ type: 'doc', content });

describe('reading', () => {
  test('a text without signs keeps its words, lines and paragraphs', () => {
    const text = 'Called Ann_Marie_Smith at 5 * 3\nshe is 2_000 km away\n\n(see <b>x</b> & co.)';

    expect(readMarkdown(text)).toEqual(
      doc(
        p(t('Called Ann_Marie_Smith at 5 * 3'), { type: 'hardBreak' }, t('she is 2_000 km away')),
        p(t('(see <b>x</b> & co.)')),
      ),
    );
  });

  test('the usual signs of Markdown are read', () => {
    const text =
      '# Plan\n\nA **bold** and _slanted_ word, ~~gone~~, `x = 1`, [us](https://a.example)\n- one\n  - deeper\n- two\n\n3. third\n> said\n---\n```js\nlet a;\n```';

    const read = readMarkdown(text);

    expect(read.content.map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'bulletList',
      'orderedList',
      'blockquote',
      'horizontalRule',
      'codeBlock',
    ]);
    expect(read.content[1]).toEqual(
      p(
        t('A '),
        t('bold', 'bold'),
        t(' and '),
        t('slanted', 'italic'),
        t(' word, '),
        t('gone', 'strike'),
        t(', '),
        t('x = 1', 'code'),
        t(', '),
        { type: 'text', text: 'us', marks: [{ type: 'link', attrs: { href: 'https://a.example' } }] },
      ),
    );
    expect(plainTextOf(read)).toBe(
      'Plan\nA bold and slanted word, gone, x = 1, us\none\ndeeper\ntwo\nthird\nsaid\nlet a;',
    );
  });

  // Where the work grew with the square of the length, this would take minutes, which the test's time does not allow.
  test('no long text stops the reader, whatever it is made of', { timeout: 30_000 }, () => {
    for (const piece of [
      '*',
      '**a',
      '_a ',
      '`',
      '[',
      '](',
      '[a](',
      '~~',
      '> ',
      '- ',
      '\\',
      '1. ',
      '# ',
      '\n- ',
      '\n  - ',
      '\n\n',
      '``` ',
      '`a``',
    ]) {
      const read = readMarkdown(piece.repeat(320_000 / piece.length));

      expect(writeMarkdown(read)).toBeTypeOf('string');
    }
  });
});

describe('cleaning', () => {
  test('only what the editor knows is kept, of a link only where it leads', () => {
    const given = doc({
      type: 'paragraph',
      attrs: { style: 'color:red', onclick: 'x()' },
      content: [
        {
          type: 'text',
          text: 'a',
          marks: [{ type: 'underline' }, { type: 'link', attrs: { href: 'a.example', onclick: 'x' } }],
        },
        { type: 'text', text: 'b', marks: [{ type: 'link', attrs: { href: ' JavaScript:alert(1)' } }] },
      ],
    });

    expect(cleanDocument(given)).toEqual(
      doc(p({ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'https://a.example' } }] }, t('b'))),
    );
  });

  test.each<[unknown, string]>([
    [null, 'Not a text of the editor'],
    [{ type: 'paragraph' }, 'Not a text of the editor'],
    [doc({ type: 'image', attrs: { src: 'x' } }), '"image" cannot stand in a text'],
    [doc(p({ type: 'iframe' })), '"iframe" cannot stand in a text'],
    [doc({ type: 'bulletList', content: [p(t('a'))] }), '"paragraph" cannot stand in a list'],
    [doc({ type: 'paragraph', content: 'x' }), 'Not a text of the editor'],
    [
      Array.from({ length: 9 }).reduce<unknown>((inner) => ({ type: 'blockquote', content: [inner] }), p(t('a'))),
      'Not a text of the editor',
    ],
    [
      doc(Array.from({ length: 9 }).reduce<unknown>((inner) => ({ type: 'blockquote', content: [inner] }), p(t('a')))),
      'Lists and quotations lie too deep in one another',
    ],
  ])('%j is refused', (given, message) => {
    expect(() => cleanDocument(given)).toThrow(message);
  });
});

test.each([
  ['https://a.example/b?c=d#e', 'https://a.example/b?c=d#e'],
  ['acme.example', 'https://acme.example'],
  ['acme.example:8080/x', 'https://acme.example:8080/x'],
  ['mailto:a@b.example', 'mailto:a@b.example'],
  ['tel:+491234', 'tel:+491234'],
  ['java\nscript:alert(1)', undefined],
  ['\u0001javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['file:///etc/passwd', undefined],
  ['vbscript:x', undefined],
  ['//a.example', undefined],
  ['', undefined],
])('a link to %j leads to %j', (given, expected) => {
  expect(cleanLinkAddress(given)).toBe(expected);
});

test('an empty document is empty', () => {
  const empty: RichDocument = { type: 'doc', content: [] };

  expect(cleanDocument(doc(p(), p({ type: 'hardBreak' }), p(t('  '))))).toEqual(empty);
  expect(readMarkdown(' \n\n')).toEqual(empty);
  expect(writeMarkdown(empty)).toBe('');
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { CARD_COLUMNS, cardToCells, type CardColumn } from '@main/engine/exchange/formats/vcard-read';
import { createCardReader } from '@main/engine/exchange/formats/vcard-syntax';
import { detectEncoding, openTextSource } from '@main/engine/exchange/formats/text-source';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outpost-vcf-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const fixture = (name: string) => path.join(import.meta.dirname, '../../fixtures/exchange', name);

type Cells = Readonly<Partial<Record<CardColumn, string>>>;
const readFile = (file: string): readonly (Cells | string)[] => {
  const source = openTextSource(file, detectEncoding(file));
  const reader = createCardReader(source);
  const cards: (Cells | string)[] = [];
  for (let card = reader.next(); card; card = reader.next()) {
    if ('reason' in card) cards.push(`${card.line}: ${formatMessage(card.reason)}`);
    else {
      const cells = cardToCells(card);
      cards.push(
        Object.fromEntries(
          CARD_COLUMNS.map((column, i) => [column, cells[i]] as const).filter(([, cell]) => cell !== ''),
        ),
      );
    }
  }
  source.close();
  return cards;
};
const readText = (text: string) => {
  const file = path.join(folder, 'in.vcf');
  fs.writeFileSync(file, text);
  return readFile(file);
};

test('an iPhone export: groups with labels, several numbers, addresses, a photo', () => {
  const [card] = readFile(fixture('vcard-John_Doe_IPHONE.vcf'));

  expect(card).toMatchObject({
    'First name': 'John',
    'Last name': 'Doe',
    'E-mails': 'john.doe@ibm.com',
    Company: 'IBM',
    'Job title': 'Money Counter',
    Street: 'Silicon Alley 5,',
    City: 'New York',
    State: 'New York',
    'Postal code': '12345',
    Country: 'United States of America',
    Birthday: '2012-06-06',
    Links: 'http://www.ibm.com',
  });
  const { Phones: phones = '', Photo: photo = '', 'Other details': details = '' } = card as Cells;
  expect(phones.split('\n')).toEqual([
    '905-555-1234',
    '905-666-1234',
    '905-777-1234',
    '905-888-1234',
    '905-999-1234',
    '905-111-1234',
    '905-222-1234',
  ]);
  expect(Buffer.from(photo.slice(photo.indexOf(',') + 1), 'base64').subarray(0, 3)).toEqual(
    Buffer.from([0xff, 0xd8, 0xff]),
  );
  expect(details).toContain('Nickname: Johny');
  expect(details).toContain('Phone (AssistantPhone): 905-222-1234');
  expect(details).toContain('Department: Accounting');
});

test('an Outlook 2003 export: quoted-printable notes, numbers that are words', () => {
  const [card] = readFile(fixture('vcard-outlook-2003.vcf'));

  expect(card).toMatchObject({
    'First name': 'John',
    Company: 'Company, The',
    Phones: 'BusinessPhone\nHomePhone\nMobilePhone\nBusinessFaxPhone',
    Street: 'TheOffice\n123 Main St',
    Birthday: '1980-03-21',
    Notes: 'This is the note field!!\nSecond line\n\nThird line is empty',
  });
});

test('an Android export: cards without a name, a character set, soft line breaks', () => {
  const cards = readFile(fixture('vcard-John_Doe_ANDROID.vcf'));

  expect(cards).toHaveLength(6);
  expect(cards[0]).toEqual({ 'E-mails': 'john.doe@company.com' });
  expect(cards[3]).toMatchObject({ Phones: '123456\n234567\n3456789\n45678901' });
  expect(cards[4]).toMatchObject({ 'E-mails': 'bob@company.com', Links: 'www.company.com\nhttp://www.company.com' });
  expect(JSON.stringify(cards[4])).toContain('E-mail: ÑÑÑÑÑÑÑÑÑÑÑÑÑÑ');
});

test('a Gmail export: folded and escaped text', () => {
  const [card] = readFile(fixture('vcard-John_Doe_GMAIL.vcf'));

  expect(card).toMatchObject({ 'First name': 'John', 'Last name': 'Doe' });
  const { Notes: notes = '', Street: street } = card as Cells;
  expect(notes).toContain('"AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING');
  expect(street).toContain('Crescent moon drive\n555-asd\nNice Area, Albaney, New York 12345');
});

test('vCard 4.0 with quoted parameters, a data address and preferences', () => {
  const [card] = readText(
    [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:Ana de la Cruz',
      'EMAIL;PREF=2:b@x.example',
      'item1.EMAIL;PREF=1;TYPE="work,home":a@x.example',
      'ADR;LABEL="Mr: X; 1 Road":;;1 Road;Town;;;Spain',
      'TEL;VALUE=uri;TYPE=cell:tel:+34-600-000-000',
      'PHOTO:data:image/png;base64,iVBORw0KGgo=',
      'NOTE:one\\, two\\nthree',
      'BDAY:--0321',
      'END:VCARD',
    ].join('\r\n'),
  );

  expect(card).toMatchObject({
    'First name': 'Ana',
    'Last name': 'de la Cruz',
    Phones: '+34-600-000-000',
    Street: '1 Road',
    Photo: 'data:image/png;base64,iVBORw0KGgo=',
    Notes: 'one, two\nthree',
    'Other details': 'Birthday: --0321',
  });
});

test('a card without an end is reported with its line and the next one is read', () => {
  const cards = readText('BEGIN:VCARD\nFN:A B\nBEGIN:VCARD\nFN:C D\nEND:VCARD\nnoise\nBEGIN:VCARD\nFN:E');

  expect(cards).toEqual([
    '1: The card has no END:VCARD',
    { 'First name': 'C', 'Last name': 'D' },
    '7: The card has no END:VCARD',
  ]);
});

const card = (...lines: readonly string[]) => readText(['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n'))[0];

test('the most preferred value comes first, whichever version says it', () => {
  expect(
    card('VERSION:4.0', 'FN:A', 'EMAIL;PREF=3:c@x.example', 'EMAIL:d@x.example', 'EMAIL;PREF=1:a@x.example'),
  ).toMatchObject({ 'E-mails': 'a@x.example\nc@x.example\nd@x.example' });
  expect(card('VERSION:2.1', 'FN:A', 'TEL;HOME:1234', 'TEL;CELL;PREF:5678')).toMatchObject({ Phones: '5678\n1234' });
});

test('what has no field of its own is kept in the details, whatever program wrote it', () => {
  const { 'Other details': details = '' } = card(
    'VERSION:3.0',
    'N:Lee;Ann;Berta;Dr.;Jr.',
    'FN:Ann Lee',
    'item1.EMAIL;type=INTERNET:ann@club.example',
    'item1.X-ABLabel:Rowing club',
    'item2.X-ABDATE:2010-06-05',
    'item2.X-ABLabel:_$!<Anniversary>!$_',
    'IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ann.lee',
    'X-SOCIALPROFILE;type=twitter:https://twitter.example/ann',
    'X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2015-05-05;1;;;;;;;;;;;;;',
    'X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Annie;1;;;;;;;;;;;;;',
    'RELATED;VALUE=text;TYPE=spouse:Bob Lee',
    'EXPERTISE;LEVEL=expert:sailing',
    'HOBBY:chess',
    'SOUND;X-IRMC-N:LEE;ANN;;;',
    'SOURCE:https://directory.example/ann.vcf',
    'LABEL;TYPE=WORK:1 Road\\nTown',
    'X-CUSTOM-THING:kept; too',
    'AGENT:',
    'BEGIN:VCARD',
    'FN:Bo Ray',
    'END:VCARD',
  ) as Cells;

  expect(details.split('\n')).toEqual([
    'Prefix: Dr.',
    'Middle name: Berta',
    'Suffix: Jr.',
    'Rowing club: ann@club.example',
    'Anniversary: 2010-06-05',
    'Messenger (Skype): skype:ann.lee',
    'Profile (twitter): https://twitter.example/ann',
    'Anniversary: 2015-05-05',
    'Nickname: Annie',
    'Related (spouse): Bob Lee',
    'expertise: sailing',
    'hobby: chess',
    'Spoken name: LEE, ANN',
    'source: https://directory.example/ann.vcf',
    'Address: 1 Road, Town',
    'custom-thing: kept, too',
    'Agent: Bo Ray',
  ]);
});

test.each([
  ['BDAY:19800302', '1980-03-02'],
  ['BDAY;VALUE=date:1980-03-02', '1980-03-02'],
  ['BDAY:1980-3-2', '1980-03-02'],
  ['BDAY:1980-03-02T00:00:00Z', '1980-03-02'],
])('a birthday "%s" is %s', (line, day) => {
  expect(card('FN:A', line)).toMatchObject({ Birthday: day });
});

test('texts in the character sets of old phones are read', () => {
  expect(
    card(
      'VERSION:2.1',
      'N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gro=DF;J=FCrgen',
      'NOTE;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=FA=96=7B=',
      '=8C=EA',
      'PHOTO;JPEG;BASE64:',
      ' /9j/4AAQ',
      ' SkZJRg==',
      '',
      'TEL;CELL:+49 170 1',
    ),
  ).toMatchObject({
    'First name': 'Jürgen',
    'Last name': 'Groß',
    Notes: '日本語',
    Photo: 'data:image/jpeg;base64,/9j/4AAQSkZJRg==',
    Phones: '+49 170 1',
  });
});

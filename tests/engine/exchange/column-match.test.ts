import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';
import { stage } from './exchange-fixture';

const targetsOf = async (object: string, columns: Readonly<Record<string, string>>) => {
  const engine = await testEngine();
  const cells = (values: readonly string[]) => values.map((value) => `"${value}"`).join(',');
  const csv = `${cells(Object.keys(columns))}\n${cells(Object.values(columns))}\n`;
  const preview = await engine.client.exchange.preview({ file: stage(engine, csv), object });
  return {
    targets: Object.fromEntries(
      preview.columns.map(({ header, suggestion }) => [
        header,
        suggestion.kind === 'field' ? suggestion.field : suggestion.kind,
      ]),
    ),
    ...preview,
  };
};

const EXPORTS: readonly (readonly [string, string, Readonly<Record<string, readonly [string, string]>>])[] = [
  [
    'Google Contacts',
    'person',
    {
      'First Name': ['Ann', 'name.first'],
      'Middle Name': ['B', 'details'],
      'Last Name': ['Lee', 'name.last'],
      'Organization Name': ['Acme', 'company'],
      'Organization Title': ['CEO', 'jobTitle'],
      Birthday: ['1980-01-02', 'birthday'],
      Notes: ['Likes tea', 'note'],
      'E-mail 1 - Label': ['Work', 'details'],
      'E-mail 1 - Value': ['ann@x.example', 'emails'],
      'E-mail 2 - Value': ['ann@home.example', 'emails'],
      'Phone 1 - Label': ['Mobile', 'details'],
      'Phone 1 - Value': ['+1 312 555 0100', 'phones'],
      'Address 1 - Street': ['1 Road', 'address.street'],
      'Address 1 - City': ['Town', 'address.city'],
      'Address 1 - Region': ['IL', 'address.state'],
      'Address 1 - Postal Code': ['60606', 'address.postalCode'],
      'Address 1 - Country': ['US', 'address.country'],
      'Website 1 - Value': ['https://x.example', 'links'],
    },
  ],
  [
    'Outlook',
    'person',
    {
      Title: ['Ms', 'details'],
      'First Name': ['Ann', 'name.first'],
      'Last Name': ['Lee', 'name.last'],
      Company: ['Acme', 'company'],
      'Job Title': ['CEO', 'jobTitle'],
      'Business Street': ['1 Road', 'address.street'],
      'Business City': ['Town', 'address.city'],
      'Business Country/Region': ['US', 'address.country'],
      'Business Phone': ['312 555 0100', 'phones'],
      'Mobile Phone': ['312 555 0101', 'phones'],
      'E-mail Address': ['ann@x.example', 'emails'],
      'E-mail 2 Address': ['ann@home.example', 'emails'],
      'Web Page': ['x.example', 'links'],
    },
  ],
  [
    'HubSpot',
    'person',
    {
      'Record ID': ['51', 'details'],
      'First Name': ['Ann', 'name.first'],
      'Last Name': ['Lee', 'name.last'],
      Email: ['ann@x.example', 'emails'],
      'Phone Number': ['312 555 0100', 'phones'],
      'Lifecycle Stage': ['Lead', 'lifecycle'],
      'Associated Company': ['Acme', 'company'],
      'State/Region': ['IL', 'address.state'],
      City: ['Town', 'address.city'],
    },
  ],
  [
    'Salesforce',
    'person',
    {
      'Account Name': ['Acme', 'company'],
      'Contact Name': ['Ann Lee', 'name'],
      Title: ['CEO', 'jobTitle'],
      Email: ['ann@x.example', 'emails'],
      'Mailing Street': ['1 Road', 'address.street'],
      'Mailing City': ['Town', 'address.city'],
      'Mailing Zip/Postal Code': ['60606', 'address.postalCode'],
      'Lead Source': ['Web', 'source'],
    },
  ],
  [
    'Pipedrive deals',
    'opportunity',
    {
      'Deal - Title': ['Rollout', 'name'],
      'Deal - Value': ['1200', 'amount'],
      'Deal - Stage': ['Proposal', 'stage'],
      'Deal - Organization': ['Acme', 'company'],
      'Deal - Contact person': ['Ann Lee', 'contact'],
      'Deal - Expected close date': ['2026-12-01', 'closeDate'],
    },
  ],
  [
    'Twenty',
    'person',
    {
      'Name / First Name': ['Ann', 'name.first'],
      'Name / Last Name': ['Lee', 'name.last'],
      'Emails / Primary Email': ['ann@x.example', 'emails'],
      'Phones / Primary Phone Number': ['312 555 0100', 'phones'],
      'Job Title': ['CEO', 'jobTitle'],
      City: ['Town', 'address.city'],
    },
  ],
  [
    'German',
    'person',
    {
      Vorname: ['Jürgen', 'name.first'],
      Nachname: ['Groß', 'name.last'],
      'E-Mail-Adresse': ['j@x.example', 'emails'],
      Telefon: ['030 23125 000', 'phones'],
      Straße: ['Weg 1', 'address.street'],
      PLZ: ['10115', 'address.postalCode'],
      Ort: ['Berlin', 'address.city'],
      Geburtsdatum: ['31.12.1980', 'birthday'],
      Bemerkungen: ['nett', 'note'],
    },
  ],
  [
    'French',
    'person',
    {
      Prénom: ['Zoé', 'name.first'],
      'Nom de famille': ['Roux', 'name.last'],
      'Adresse e-mail': ['z@x.example', 'emails'],
      Téléphone: ['01 99 00 12 34', 'phones'],
      Société: ['Acmé', 'company'],
      'Code postal': ['75011', 'address.postalCode'],
      Ville: ['Paris', 'address.city'],
    },
  ],
  [
    'Spanish',
    'person',
    {
      Nombre: ['Lucía', 'name.first'],
      Apellidos: ['Vega', 'name.last'],
      'Correo electrónico': ['l@x.example', 'emails'],
      Teléfono: ['+34 600 000 000', 'phones'],
      Empresa: ['Acme', 'company'],
      Cargo: ['CEO', 'jobTitle'],
      Ciudad: ['Madrid', 'address.city'],
    },
  ],
];

test.each(EXPORTS)('the columns of %s find their places', async (_name, object, columns) => {
  const cells = Object.fromEntries(Object.entries(columns).map(([header, [cell]]) => [header, cell]));
  const { targets } = await targetsOf(object, cells);

  expect(targets).toEqual(Object.fromEntries(Object.entries(columns).map(([header, [, target]]) => [header, target])));
});

test('codes stay text, numbers that come back the same are numbers, and mixed columns are text', async () => {
  const engine = await testEngine();
  const csv = 'Name,Badge,Size,Twitter ID,Year\nAnn Lee,007,38,117501995,1884\nBob Ray,12,40,22044727,1884 (1888)\n';
  const { columns } = await engine.client.exchange.preview({ file: stage(engine, csv), object: 'person' });

  expect(columns.map(({ header, looksLike, confidence }) => [header, looksLike, confidence === 100])).toEqual([
    ['Name', 'text', true],
    ['Badge', 'text', true],
    ['Size', 'integer', true],
    ['Twitter ID', 'text', true],
    ['Year', 'text', true],
  ]);
});

test('the object is told by its columns', async () => {
  const engine = await testEngine();
  const objectOf = async (csv: string) =>
    (await engine.client.exchange.preview({ file: stage(engine, csv) })).suggestedObject;

  expect(await objectOf('Company,Website,City\nAcme,acme.example,Town\n')).toBe('company');
  expect(await objectOf('Deal Name,Amount,Stage,Close Date\nRollout,100,Proposal,2026-01-02\n')).toBe('opportunity');
  expect(await objectOf('Full Name,Email\nAnn Lee,ann@x.example\n')).toBe('person');
  expect(await objectOf('Task,Due date,Priority,Status\nCall,2026-01-02,High,To do\n')).toBe('task');
});

test('a word beside "contact" does not make a part of the name', async () => {
  const { targets } = await targetsOf('person', { full_name: 'Ann Lee', last_contact: '2026-01-02' });

  expect(targets).toEqual({ full_name: 'name', last_contact: 'skip' });
});

test('without a header the content says what it can', async () => {
  const engine = await testEngine();
  const csv = 'Ann Lee,ann@x.example,2020-01-02\nBjörn van der Berg,b@x.example,2021-02-03\n';
  const { reading, columns } = await engine.client.exchange.preview({ file: stage(engine, csv), object: 'person' });

  expect(reading.hasHeader).toBe(false);
  expect(columns.map(({ suggestion }) => suggestion)).toEqual([
    { kind: 'field', field: 'name' },
    { kind: 'field', field: 'emails' },
    { kind: 'skip' },
  ]);
});

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { parse } from 'csv-parse';
import { companyName, dealAt, personAt } from './people';
import type { BenchPerson } from './people';

const write = async (file: string, lines: Iterable<string>): Promise<void> => {
  const out = createWriteStream(file);
  for (const line of lines) if (!out.write(`${line}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
};

export const writeCompanies = (file: string, companies: number): Promise<void> =>
  write(
    file,
    (function* () {
      yield 'Name';
      for (let i = 0; i < companies; i += 1) yield companyName(i);
    })(),
  );

export const writePeople = (file: string, count: number, companies: number): Promise<void> =>
  write(
    file,
    (function* () {
      yield 'First name,Last name,Email,Phone,Job title,City,Lifecycle,Fit,Company,Region,Score,Tier,Renewal';
      for (let i = 0; i < count; i += 1) {
        const p = personAt(i, companies);
        yield [
          p.first,
          p.last,
          p.email,
          p.phone,
          p.jobTitle,
          p.city,
          p.lifecycle,
          p.rating,
          companyName(p.company),
          p.region,
          p.score,
          p.tier,
          p.renewal,
        ].join(',');
      }
    })(),
  );

export const writeDeals = (file: string, count: number, companies: number): Promise<void> =>
  write(
    file,
    (function* () {
      yield 'Name,Company,Amount,Stage,Close date';
      for (let i = 0; i < count; i += 1) {
        const deal = dealAt(i, companies);
        yield [deal.name, companyName(deal.company), deal.amount, deal.stage, deal.closeDate].join(',');
      }
    })(),
  );

/** Records of a custom object: a name, a number and a day each. */
export const writeThings = (file: string, name: string, count: number): Promise<void> =>
  write(
    file,
    (function* () {
      yield 'Name,Quantity,Day';
      for (let i = 0; i < count; i += 1)
        yield `${name} ${i},${i % 97},2026-${String(1 + (i % 12)).padStart(2, '0')}-15`;
    })(),
  );

/** The same file read as an engineer would for the hand-written import: a parser, a map of company names. */
export async function* readPeople(file: string, companies: number): AsyncGenerator<BenchPerson> {
  const companyByName = new Map(Array.from({ length: companies }, (_, index) => [companyName(index), index]));
  const rows = createReadStream(file).pipe(parse({ from_line: 2 }));
  for await (const row of rows) {
    const [
      first = '',
      last = '',
      email = '',
      phone = '',
      jobTitle = '',
      city = '',
      lifecycle = '',
      rating = '',
      company = '',
      region = '',
      score = '',
      tier = '',
      renewal = '',
    ] = Array.isArray(row) ? row.map(String) : [];
    yield {
      first,
      last,
      email,
      phone,
      jobTitle,
      city,
      lifecycle,
      rating: Number(rating),
      company: companyByName.get(company) ?? 0,
      region,
      score: Number(score),
      tier,
      renewal,
    };
  }
}

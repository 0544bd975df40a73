import Database from 'better-sqlite3';
import { CUSTOM_FIELDS } from './custom-fields';
import { companyName, dealAt, type BenchPerson } from './people';

/**
 * What a good engineer writes first: prepared statements over better-sqlite3, the indexes that the queries need, a log row and a search row
 * with each write. The engine is measured against this in the same run.
 */
export interface PlainSql {
  readonly insertPeople: (people: AsyncIterable<BenchPerson>) => Promise<void>;
  readonly finish: () => void;
  readonly page: () => unknown;
  readonly at: (offset: number) => unknown;
  readonly pageWithCompany: () => unknown;
  readonly search: (word: string) => unknown;
  readonly create: (person: BenchPerson) => void;
  readonly edit: (rid: number, jobTitle: string) => void;
  readonly countBy: (city: string) => unknown;
  readonly countAll: () => unknown;
  readonly pageByScore: () => unknown;
  /** A page of those in whose column a text is contained and that are at a point of the lifecycle, by name. */
  readonly contains: (column: 'job_title' | 'last', text: string, lifecycle: string) => unknown;
  readonly sortedByCompany: () => unknown;
  readonly close: () => void;
}

const openPlain = (file: string): Database.Database => {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -65536');
  return db;
};

/** Makes the tables, with all companies and deals in them; people come by `insertPeople`. */
export const fillPlainSql = (file: string, companies: number, deals: number): void => {
  const db = openPlain(file);
  db.exec(`
    CREATE TABLE company(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, deleted_at INTEGER);
    CREATE TABLE person(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first TEXT, last TEXT, email TEXT, phone TEXT, job_title TEXT, city TEXT,
      lifecycle TEXT, rating INTEGER, company_id INTEGER, created_at INTEGER, updated_at INTEGER, deleted_at INTEGER, ${CUSTOM_FIELDS.map(({ name }) => `"${name}"`).join(', ')});
    CREATE TABLE deal(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, company_id INTEGER, amount INTEGER, stage TEXT, close_date TEXT, deleted_at INTEGER);
    CREATE INDEX deal_company ON deal(company_id) WHERE deleted_at IS NULL;
    CREATE INDEX person_score ON person(score, rid) WHERE deleted_at IS NULL;
    CREATE INDEX company_name ON company(name, rid) WHERE deleted_at IS NULL;
    CREATE INDEX person_created ON person(created_at, rid) WHERE deleted_at IS NULL;
    CREATE INDEX person_updated ON person(updated_at, rid) WHERE deleted_at IS NULL;
    CREATE INDEX person_name ON person(last, first, rid) WHERE deleted_at IS NULL;
    CREATE INDEX person_company ON person(company_id) WHERE deleted_at IS NULL;
    CREATE INDEX person_email ON person(email);
    CREATE INDEX person_phone ON person(phone);
    CREATE TABLE log(pos INTEGER PRIMARY KEY, rid INTEGER NOT NULL, at_ms INTEGER NOT NULL, patch TEXT NOT NULL, prev TEXT);
    CREATE INDEX log_rid ON log(rid);
    CREATE VIRTUAL TABLE person_fts USING fts5(title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3');
  `);
  const insertCompany = db.prepare('INSERT INTO company(rid, id, name) VALUES (?, ?, ?)');
  db.transaction(() => {
    for (let i = 0; i < companies; i += 1) insertCompany.run(i + 1, `c-${i}`, companyName(i));
  })();
  const insertDeal = db.prepare(
    'INSERT INTO deal(id, name, company_id, amount, stage, close_date) VALUES (?, ?, ?, ?, ?, ?)',
  );
  db.transaction(() => {
    for (let i = 0; i < deals; i += 1) {
      const deal = dealAt(i, companies);
      insertDeal.run(`d-${i}`, deal.name, deal.company + 1, deal.amount, deal.stage, deal.closeDate);
    }
  })();
  db.close();
};

export const createPlainSql = (file: string): PlainSql => {
  const db = openPlain(file);
  const insertPerson = db.prepare(
    `INSERT INTO person(id, first, last, email, phone, job_title, city, lifecycle, rating, company_id, created_at, updated_at, region, score, tier, renewal)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertLog = db.prepare('INSERT INTO log(rid, at_ms, patch) VALUES (?, ?, ?)');
  const insertFts = db.prepare('INSERT INTO person_fts(rowid, title, body) VALUES (?, ?, ?)');
  let made = Number(db.prepare('SELECT count(*) FROM person').pluck().get());
  const insert = (person: BenchPerson): void => {
    made += 1;
    const now = 1_700_000_000_000 + made;
    const { lastInsertRowid } = insertPerson.run(
      `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
      person.first,
      person.last,
      person.email,
      person.phone,
      person.jobTitle,
      person.city,
      person.lifecycle,
      person.rating,
      person.company + 1,
      now,
      now,
      person.region,
      person.score,
      person.tier,
      person.renewal,
    );
    insertLog.run(lastInsertRowid, now, JSON.stringify(person));
    insertFts.run(
      lastInsertRowid,
      `${person.first} ${person.last}`,
      `${person.email} ${person.phone} ${person.jobTitle} ${person.city}`,
    );
  };
  const columns =
    'p.rid, p.id, p.first, p.last, p.email, p.phone, p.job_title, p.city, p.lifecycle, p.rating, p.created_at';
  const page = db.prepare(
    `SELECT ${columns} FROM person p WHERE deleted_at IS NULL ORDER BY last, first, rid LIMIT 50`,
  );
  const deep = db.prepare(
    `SELECT ${columns} FROM (SELECT rid FROM person WHERE deleted_at IS NULL ORDER BY last, first, rid LIMIT 50 OFFSET ?) o JOIN person p ON p.rid = o.rid`,
  );
  const withCompany = db.prepare(
    `SELECT ${columns}, c.name FROM person p LEFT JOIN company c ON c.rid = p.company_id WHERE p.deleted_at IS NULL ORDER BY p.last, p.first, p.rid LIMIT 50`,
  );
  const search = db.prepare(
    `SELECT p.id, p.first, p.last FROM person_fts JOIN person p ON p.rid = person_fts.rowid WHERE person_fts MATCH ? ORDER BY rank LIMIT 20`,
  );
  const update = db.prepare('UPDATE person SET job_title = ?, updated_at = ? WHERE rid = ?');
  const before = db.prepare('SELECT first, last, email, phone, job_title, city FROM person WHERE rid = ?').raw(true);
  const logUpdate = db.prepare('INSERT INTO log(rid, at_ms, patch, prev) VALUES (?, ?, ?, ?)');
  const replaceFts = db.prepare('INSERT OR REPLACE INTO person_fts(rowid, title, body) VALUES (?, ?, ?)');
  const countBy = db.prepare(
    'SELECT lifecycle, count(*), sum(rating) FROM person WHERE deleted_at IS NULL AND city = ? GROUP BY lifecycle',
  );
  const countAll = db.prepare(
    'SELECT lifecycle, count(*), sum(rating) FROM person WHERE deleted_at IS NULL GROUP BY lifecycle',
  );
  const byScore = db.prepare(`SELECT ${columns} FROM person p WHERE deleted_at IS NULL ORDER BY score, rid LIMIT 50`);
  const containsIn = (column: string) =>
    db.prepare(
      `SELECT ${columns} FROM person p WHERE deleted_at IS NULL AND ${column} LIKE ? AND lifecycle = ? ORDER BY last, first, rid LIMIT 50`,
    );
  const contains = { job_title: containsIn('job_title'), last: containsIn('last') };
  const sortedByCompany = db.prepare(
    `SELECT ${columns}, c.name FROM person p LEFT JOIN company c ON c.rid = p.company_id WHERE p.deleted_at IS NULL ORDER BY c.name, p.rid LIMIT 50`,
  );
  const insertAll = db.transaction((people: Iterable<BenchPerson>) => {
    for (const person of people) insert(person);
  });
  return {
    insertPeople: async (people) => {
      let slice: BenchPerson[] = [];
      for await (const person of people) {
        slice.push(person);
        if (slice.length < 1000) continue;
        insertAll(slice);
        slice = [];
      }
      insertAll(slice);
    },
    finish: () => {
      db.exec('ANALYZE');
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
    page: () => [page.all(), made],
    at: (offset) => deep.all(offset),
    pageWithCompany: () => withCompany.all(),
    search: (word) => search.all(`"${word}"*`),
    create: (person) => {
      insertAll([person]);
    },
    edit: db.transaction((rid: number, jobTitle: string) => {
      const old = before.get(rid);
      const [first, last, email, phone, previous, city] = Array.isArray(old) ? old.map(String) : [];
      update.run(jobTitle, Date.now(), rid);
      logUpdate.run(rid, Date.now(), JSON.stringify({ jobTitle }), JSON.stringify({ jobTitle: previous }));
      replaceFts.run(rid, `${first} ${last}`, `${email} ${phone} ${jobTitle} ${city}`);
    }),
    countBy: (city) => countBy.all(city),
    countAll: () => countAll.all(),
    pageByScore: () => byScore.all(),
    contains: (column, text, lifecycle) => contains[column].all(`%${text}%`, lifecycle),
    sortedByCompany: () => sortedByCompany.all(),
    close: () => {
      db.close();
    },
  };
};

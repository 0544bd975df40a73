import { RecordId } from '@shared/domain/ids';
import type { BenchCase } from './bench-case';
import { timedRow } from './budget';
import { measure, measureAsync } from './measure';
import { personAt } from './people';
import { byName } from './read-cases';

const CREATE = 'create: durable, logged, searchable';
const EDIT = 'edit one field: durable, visible in the open view';

export const WRITE_CASES: readonly BenchCase[] = [
  {
    name: CREATE,
    run: async ({ client, plain, options: { people, companies } }) => {
      const values = (index: number) => {
        const person = personAt(index, companies);
        return {
          name: { first: person.first, last: person.last },
          emails: [`new-${person.email}`],
          phones: [person.phone],
          jobTitle: person.jobTitle,
          lifecycle: person.lifecycle,
          rating: person.rating,
        };
      };
      return timedRow(
        CREATE,
        { p50Ms: 0.8, p95Ms: 2 },
        await measureAsync(500, (round) => client.records.create({ object: 'person', values: values(people + round) })),
        measure(500, (round) => plain.create(personAt(people + round, companies))),
      );
    },
  },
  {
    name: EDIT,
    run: async ({ client, plain, options: { people } }) => {
      const view = { ...byName, fields: ['name'], offset: Math.floor(people / 3), limit: 50 };
      const page = await client.records.window(view);
      const ids = page.rows.map(({ id }) => RecordId.parse(id));
      return timedRow(
        EDIT,
        { p50Ms: 0.5, p95Ms: 1.5 },
        await measureAsync(500, (round) => {
          const id = ids[round % ids.length];
          if (id === undefined) throw new Error('No record to edit');
          return client.records.update({ object: 'person', id, values: { jobTitle: `Title ${round}` } });
        }),
        measure(500, (round) => plain.edit(1 + (round % 50), `Title ${round}`)),
      );
    },
  },
];

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRoleAddress, linkKey, mailboxOf, phoneEnd } from '@main/engine/records/duplicates/addresses.rules';
import { blockingKeys } from '@main/engine/records/duplicates/blocking.rules';
import { companyWords } from '@main/engine/records/duplicates/company-words';
import { packFeatures, unpackFeatures, type Features } from '@main/engine/records/duplicates/features';
import { matchPlan, type MatchPlan } from '@main/engine/records/duplicates/match-plan';
import { comparePeople, compareTitles } from '@main/engine/records/duplicates/name-match.rules';
import { judge } from '@main/engine/records/duplicates/score.rules';
import { similarity, soundOf } from '@main/engine/records/duplicates/similarity.rules';
import { FIXTURE_SCHEMA } from '../../helpers/write-fixture';

const planOf = (name: string): MatchPlan => {
  const object = FIXTURE_SCHEMA.objects.get(name);
  if (!object) throw new Error(`No ${name}`);
  return matchPlan(object);
};
const person = planOf('person');
const company = planOf('company');

const word = fc.stringMatching(/^[a-zäé]{0,9}$/);
const names = fc.stringMatching(/^[a-z]{0,8}( [a-z]{1,8})?$/);
const featuresOf = (plan: MatchPlan): fc.Arbitrary<Features> =>
  fc.record({
    first: names,
    last: plan.naming === 'person' ? names : fc.constant(''),
    signals: fc.tuple(...plan.signals.map(() => fc.array(fc.stringMatching(/^[a-z0-9@.]{1,12}$/), { maxLength: 3 }))),
  });
const pairOf = (plan: MatchPlan) => fc.tuple(fc.constant(plan), featuresOf(plan), featuresOf(plan));
const anyPair = fc.oneof(pairOf(person), pairOf(company));

test('a judgement is between 0 and 1 and does not depend on who is named first', () => {
  fc.assert(
    fc.property(anyPair, fc.integer({ min: 1, max: 5000 }), ([plan, a, b], namesakes) => {
      const there = judge(plan, a, b, namesakes);
      const back = judge(plan, b, a, namesakes);
      expect(there.score).toBeCloseTo(back.score, 12);
      expect(there.score).toBeGreaterThanOrEqual(0);
      expect(there.score).toBeLessThanOrEqual(1);
    }),
  );
});

test('who shares a name is no likelier to be one the more have that name', () => {
  fc.assert(
    fc.property(anyPair, ([plan, a, b]) => {
      expect(judge(plan, a, b, 2).score).toBeGreaterThanOrEqual(judge(plan, a, b, 2000).score);
    }),
  );
});

test('packed features are read back as they were', () => {
  fc.assert(
    fc.property(anyPair, ([, features]) => {
      expect(unpackFeatures(packFeatures(features))).toEqual(features);
    }),
  );
});

test('records that say the same have a blocking key in common, whatever the order of their keys', () => {
  fc.assert(
    fc.property(anyPair, ([plan, features]) => {
      const isNamed = features.first !== '' || features.last !== '';
      const keys = [...blockingKeys(plan, features, 'exact'), ...blockingKeys(plan, features, 'loose')];
      expect(keys.length > 0 || !isNamed).toBe(true);
    }),
  );
});

test('likeness of words is symmetric, 1 only for the same word', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(similarity(a, b)).toBeCloseTo(similarity(b, a), 12);
      expect(similarity(a, b) === 1).toBe(a === b && a !== '');
    }),
  );
});

test.each([
  ['ann lee', 'ann lee', 'same'],
  ['lee ann', 'ann lee', 'swapped'],
  ['bill smith', 'william smith', 'variant'],
  ['ann b lee', 'ann lee', 'variant'],
  ['katherine meier', 'katherine meyer', 'alike'],
  ['katherine hansen', 'kathrine hansen', 'variant'],
  ['a lee', 'ann lee', 'initial'],
  ['ann lee', 'ann novak', 'part'],
  ['ann lee', 'bo novak', 'different'],
  ['maria smith', 'maria smith jones', 'alike'],
])('%s and %s are %s', (a, b, agreement) => {
  const nameOf = (text: string) => {
    const [last = '', ...first] = text.split(' ').toReversed();
    return { first: first.toReversed().join(' '), last };
  };
  const named = a === 'maria smith' ? { first: 'maria', last: 'smith jones' } : nameOf(b);

  expect([agreement, 'similar']).toContain(comparePeople(nameOf(a), named));
});

test.each([
  ['Acme Ltd.', 'ACME GmbH', 'same'],
  ['Fjord Gate AS', 'Fjordgate A/S', 'variant'],
  ['Lindqvist & Söner AB', 'Soner Lindqvist', 'variant'],
  ['Global Robotics', 'Robotics', 'similar'],
  ['Marchetti Phrama', 'Marchetti Pharma SpA', 'similar'],
  ['International Business Machines', 'IBM', 'alike'],
  ['Plant 1', 'Plant 2', 'different'],
  ['Haugen Logistics A', 'Haugen Logistics B', 'different'],
])('the titles %s and %s are %s', (a, b, agreement) => {
  const fold = (text: string) => companyWords(text.toLowerCase().replaceAll('ö', 'o')).join(' ');

  expect(compareTitles(fold(a), fold(b))).toBe(agreement);
});

test('mailboxes, numbers and pages are the same however they are written', () => {
  expect(mailboxOf('ann.lee+crm@googlemail.com')).toBe('annlee@gmail.com');
  expect(isRoleAddress('info@fjord.no')).toBe(true);
  expect(phoneEnd('+49 30 555-1234')).toBe(phoneEnd('030 5551234'));
  expect(phoneEnd('+47 22 33 44 55 ext. 7')).toBe('22334455');
  expect(phoneEnd('112')).toBeUndefined();
  expect(linkKey('https://www.LinkedIn.com/in/ann/?x=1')).toBe('linkedin.com/in/ann');
  expect(soundOf('meyer')).toBe(soundOf('maier'));
  expect(soundOf('schmidt')).toBe(soundOf('smith'));
});

import type { StageReason } from '@shared/domain/pipelines';
import type { FieldSettings, FieldType, SelectOption, TagColor } from '@shared/domain/schema';

export interface StandardField {
  /** API name and key. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly settings?: FieldSettings;
  readonly help?: string;
}

/** An object that ships with Outpost. Its key is its API name; so are the keys of its fields. Both are frozen once released. */
export interface StandardObject {
  readonly name: string;
  readonly labelSingular: string;
  readonly labelPlural: string;
  readonly icon: string;
  readonly color: TagColor;
  readonly titleField: string;
  readonly fields: readonly StandardField[];
}

const option = (key: string, label: string, color: TagColor): SelectOption => ({ key, label, color });

const LIFECYCLE: FieldSettings = {
  options: [
    option('lead', 'Lead', 'gray'),
    option('opportunity', 'Opportunity', 'blue'),
    option('customer', 'Customer', 'green'),
    option('champion', 'Champion', 'violet'),
    option('partner', 'Partner', 'amber'),
    option('dormant', 'Dormant', 'brown'),
  ],
};

const SOURCE: FieldSettings = {
  options: [
    option('referral', 'Referral', 'green'),
    option('website', 'Website', 'blue'),
    option('outbound', 'Outbound', 'orange'),
    option('event', 'Event', 'violet'),
    option('partner', 'Partner', 'amber'),
    option('advertising', 'Advertising', 'pink'),
    option('import', 'Import', 'gray'),
    option('other', 'Other', 'brown'),
  ],
};

const reason = (key: string, label: string): StageReason => ({ key, label });

const PIPELINES: FieldSettings = {
  pipelines: [
    {
      key: 'newBusiness',
      label: 'New business',
      stages: [
        { ...option('qualified', 'Qualified', 'gray'), probability: 20, allowedDays: 30 },
        { ...option('discovery', 'Discovery', 'blue'), probability: 40, allowedDays: 30 },
        { ...option('proposal', 'Proposal', 'violet'), probability: 60, allowedDays: 21 },
        { ...option('negotiation', 'Negotiation', 'amber'), probability: 80, allowedDays: 21 },
        { ...option('verbal', 'Verbal yes', 'lime'), probability: 95, allowedDays: 14 },
        { ...option('won', 'Won', 'green'), probability: 100, outcome: 'won' },
        { ...option('lost', 'Lost', 'red'), probability: 0, outcome: 'lost' },
      ],
      winReasons: [reason('fit', 'Best fit'), reason('price', 'Price'), reason('trust', 'Knew and trusted us')],
      lossReasons: [
        reason('price', 'Price'),
        reason('competitor', 'Chose a competitor'),
        reason('features', 'Something was missing'),
        reason('timing', 'Not now'),
        reason('budget', 'No budget'),
        reason('silent', 'No answer any more'),
      ],
    },
    {
      key: 'renewals',
      label: 'Renewals',
      stages: [
        { ...option('upcoming', 'Coming up', 'gray'), probability: 70, allowedDays: 60 },
        { ...option('contacted', 'In talks', 'blue'), probability: 80, allowedDays: 30 },
        { ...option('offered', 'Offer sent', 'violet'), probability: 90, allowedDays: 21 },
        // Names of their own, so that "Won" in a file means one stage.
        { ...option('renewed', 'Renewed', 'green'), probability: 100, outcome: 'won' },
        { ...option('notRenewed', 'Not renewed', 'red'), probability: 0, outcome: 'lost' },
      ],
      winReasons: [reason('value', 'Content'), reason('growth', 'Grew with us')],
      lossReasons: [
        reason('price', 'Price'),
        reason('unused', 'Hardly used'),
        reason('competitor', 'Chose a competitor'),
      ],
    },
  ],
};

const relation = (target: string, inverseName: string, inverseLabel: string): FieldSettings => ({
  target,
  inverseLabel,
  inverseName,
  onTargetDelete: 'clear',
});

/** Whoever answers for a record: at first who made it. */
const OWNER: StandardField = {
  name: 'owner',
  label: 'Owner',
  type: 'member',
  settings: { defaultsToCreator: true },
};

const PERSON: StandardObject = {
  name: 'person',
  labelSingular: 'Person',
  labelPlural: 'People',
  icon: 'people',
  color: 'blue',
  titleField: 'name',
  fields: [
    { name: 'name', label: 'Name', type: 'fullName' },
    { name: 'company', label: 'Company', type: 'relation', settings: relation('company', 'people', 'People') },
    { name: 'emails', label: 'E-mail', type: 'emails' },
    { name: 'phones', label: 'Phone', type: 'phones' },
    { name: 'jobTitle', label: 'Job title', type: 'text' },
    { name: 'lifecycle', label: 'Lifecycle', type: 'select', settings: LIFECYCLE },
    { name: 'rating', label: 'Fit', type: 'rating', help: 'How well this person fits what you sell' },
    { name: 'lastContacted', label: 'Last touch', type: 'dateTime' },
    { name: 'optIn', label: 'Opt-in', type: 'boolean', help: 'Agreed to receive marketing' },
    { name: 'source', label: 'Source', type: 'select', settings: SOURCE },
    { name: 'links', label: 'Links', type: 'links', help: 'Profiles and web pages' },
    { name: 'address', label: 'Address', type: 'address' },
    { name: 'birthday', label: 'Birthday', type: 'date' },
    { name: 'photo', label: 'Photo', type: 'files', settings: { maxFiles: 1 } },
    { name: 'description', label: 'About', type: 'longText' },
    OWNER,
  ],
};

const COMPANY: StandardObject = {
  name: 'company',
  labelSingular: 'Company',
  labelPlural: 'Companies',
  icon: 'company',
  color: 'violet',
  titleField: 'name',
  fields: [
    { name: 'name', label: 'Name', type: 'text' },
    { name: 'domains', label: 'Domains', type: 'links' },
    { name: 'industry', label: 'Industry', type: 'text' },
    { name: 'lifecycle', label: 'Lifecycle', type: 'select', settings: LIFECYCLE },
    { name: 'employees', label: 'Employees', type: 'integer' },
    { name: 'annualRevenue', label: 'Revenue', type: 'currency', help: 'A year' },
    { name: 'rating', label: 'Fit', type: 'rating', help: 'How well this company fits what you sell' },
    { name: 'address', label: 'Head office', type: 'address' },
    { name: 'phones', label: 'Phone', type: 'phones' },
    { name: 'emails', label: 'E-mail', type: 'emails' },
    { name: 'links', label: 'Links', type: 'links', help: 'Profiles and web pages' },
    {
      name: 'parent',
      label: 'Parent',
      type: 'relation',
      settings: relation('company', 'subsidiaries', 'Subsidiaries'),
    },
    { name: 'founded', label: 'Founded', type: 'text' },
    { name: 'lastContacted', label: 'Last touch', type: 'dateTime' },
    { name: 'logo', label: 'Logo', type: 'files', settings: { maxFiles: 1 } },
    { name: 'description', label: 'About', type: 'longText' },
    OWNER,
  ],
};

const OPPORTUNITY: StandardObject = {
  name: 'opportunity',
  labelSingular: 'Deal',
  labelPlural: 'Deals',
  icon: 'deal',
  color: 'green',
  titleField: 'name',
  fields: [
    { name: 'name', label: 'Name', type: 'text' },
    { name: 'company', label: 'Company', type: 'relation', settings: relation('company', 'opportunities', 'Deals') },
    { name: 'stage', label: 'Stage', type: 'stage', settings: PIPELINES },
    { name: 'amount', label: 'Amount', type: 'currency' },
    { name: 'closeDate', label: 'Close date', type: 'date', help: 'When you expect the decision' },
    { name: 'contact', label: 'Contact', type: 'relation', settings: relation('person', 'opportunities', 'Deals') },
    { name: 'nextStep', label: 'Next step', type: 'text' },
    { name: 'source', label: 'Source', type: 'select', settings: SOURCE },
    { name: 'description', label: 'About', type: 'longText' },
    OWNER,
  ],
};

const TASK: StandardObject = {
  name: 'task',
  labelSingular: 'Task',
  labelPlural: 'Tasks',
  icon: 'task',
  color: 'amber',
  titleField: 'title',
  fields: [
    { name: 'title', label: 'Title', type: 'text' },
    {
      name: 'status',
      label: 'Status',
      type: 'select',
      settings: {
        options: [
          option('todo', 'To do', 'gray'),
          option('doing', 'In progress', 'blue'),
          option('done', 'Done', 'green'),
        ],
      },
    },
    { name: 'dueDate', label: 'Due', type: 'date' },
    {
      name: 'priority',
      label: 'Priority',
      type: 'select',
      settings: {
        options: [
          option('low', 'Low', 'gray'),
          option('normal', 'Normal', 'blue'),
          option('high', 'High', 'orange'),
          option('urgent', 'Urgent', 'red'),
        ],
      },
    },
    {
      name: 'target',
      label: 'About',
      type: 'morphRelation',
      settings: {
        targets: ['person', 'company', 'opportunity'],
        inverseLabel: 'Tasks',
        inverseName: 'tasks',
        onTargetDelete: 'clear',
      },
    },
    { name: 'assignee', label: 'Assignee', type: 'member' },
    { name: 'body', label: 'Details', type: 'longText' },
  ],
};

const NOTE: StandardObject = {
  name: 'note',
  labelSingular: 'Note',
  labelPlural: 'Notes',
  icon: 'note',
  color: 'orange',
  titleField: 'title',
  fields: [
    { name: 'title', label: 'Title', type: 'text' },
    { name: 'body', label: 'Text', type: 'richText' },
    {
      name: 'target',
      label: 'About',
      type: 'morphRelation',
      settings: {
        targets: ['person', 'company', 'opportunity'],
        inverseLabel: 'Notes',
        inverseName: 'notes',
        onTargetDelete: 'clear',
      },
    },
  ],
};

/** In the order of the sidebar. */
export const STANDARD_OBJECTS: readonly StandardObject[] = [PERSON, COMPANY, OPPORTUNITY, TASK, NOTE];

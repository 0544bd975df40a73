/** {first}, {name}, {company}, {product}, {city}, {seats}, {month}, {rival}, {colleague} are filled in. */
export interface SampleNoteText {
  readonly title: string;
  readonly body: string;
}

const note = (title: string, body: string): SampleNoteText => ({ title, body });

export const OPEN_NOTES: readonly [SampleNoteText, ...SampleNoteText[]] = [
  note(
    'First call with {first}',
    '{first} found us through a colleague at a trade fair. They track everything in three spreadsheets and lose an afternoon each week to reconciling them. Wants to see {product} with their own data. Budget is set in {month}; {first} decides, {colleague} has to agree.',
  ),
  note(
    'Demo went well',
    'Showed {product} to {first} and two team leads. The offline part convinced them: half the team is on the road around {city}. Open question: can the old customer numbers stay? Promised an answer by Friday.',
  ),
  note(
    'Comparing us with {rival}',
    '{first} has an offer from {rival}, about 15 % cheaper but billed per contact. They have over 8,000 contacts, so that cannot hold. Sent a side-by-side of the three-year cost for {seats} seats.',
  ),
  note(
    'Procurement is involved now',
    'Legal wants our data-processing agreement and a list of sub-processors. {first} says it is routine and takes two weeks. {colleague} in procurement asks for payment in 60 days; told them 30 is what we can do.',
  ),
  note(
    'Pilot started',
    'Six people at {company} have been using {product} since Monday. Import of their contacts took ten minutes, 14 rows had no valid address. Next check-in on Thursday, then we talk about all {seats} seats.',
  ),
  note(
    'Visit in {city}',
    'Spent the morning on site. The sales team sits next to the workshop and shares two computers. {first} would start with {seats} seats and add the service technicians later. Asked for a reference in their industry.',
  ),
  note(
    'Price talk',
    '{first} asked for 12 %. I offered 8 % for two years paid up front and they did not say no. They will bring it to the board in {month}. Keep the onboarding days in the offer: {colleague} values those more than the discount.',
  ),
  note(
    'Timing slipped',
    'Their ERP move is late, so nothing new before {month}. {first} is still keen and sounded embarrassed about it. Agreed to talk again in four weeks; do not push before.',
  ),
  note(
    'Security questions',
    '{colleague} sent eleven questions about backups and access. All answered the same day. The one that matters: can they keep the data on their own machines? Yes. That seems to have settled it.',
  ),
];

export const WON_NOTES: readonly [SampleNoteText, ...SampleNoteText[]] = [
  note(
    'Signed',
    '{first} signed for {seats} seats this morning. What tipped it in the end was that the team liked the pilot. Kick-off with {colleague} next week.',
  ),
  note(
    'Onboarding done',
    'Two sessions with the team at {company}, the second one mostly about saved views. {first} asked for a monthly report by region; showed how to export it.',
  ),
  note(
    'Three months in',
    'Called {first}: 9 out of 10 seats used every day. They would like {product} for the {city} office as well. Come back with numbers in {month}.',
  ),
];

export const LOST_NOTES: readonly [SampleNoteText, ...SampleNoteText[]] = [
  note(
    'Lost to {rival}',
    'They went with {rival}, because the parent company uses it already. {first} was open about it: for them alone it would have been us. Try again before the renewal in {month}.',
  ),
  note(
    'No decision',
    'The project is on hold after a hiring freeze at {company}. {first} asked me to stay in touch. Nothing we could have done differently, except starting earlier.',
  ),
];

export const GENERAL_NOTES: readonly [SampleNoteText, ...SampleNoteText[]] = [
  note(
    'Met at the fair',
    'Short talk with {first} at our stand. Responsible for sales operations at {company}, team of about {seats}. Happy to get the case study. Not in a hurry.',
  ),
  note(
    'Coffee with {first}',
    '{first} is moving to a larger role in spring and hands the region to {colleague}. Introduced us by mail. Loves sailing, boat is in {city}.',
  ),
  note(
    'Newsletter reply',
    '{first} answered the newsletter: is there an offline mode for tablets? Sent the link and offered a quick call.',
  ),
  note(
    'Asked for a reference',
    '{first} wants to speak with a customer of the same size. Suggested two; they prefer the one near {city}.',
  ),
];

export const OPEN_TASKS: readonly [string, ...string[]] = [
  'Send revised quote to {name}',
  'Call {name} about next steps',
  'Prepare demo for {company}',
  'Follow up with {name} after the pilot',
  'Send data-processing agreement to {company}',
  'Book site visit in {city}',
  'Check references for {company}',
  'Answer security questions from {company}',
  'Confirm start date with {name}',
  'Send three-year cost comparison to {name}',
];

export const DONE_TASKS: readonly [string, ...string[]] = [
  'Send intro deck to {name}',
  'First call with {name}',
  'Import test data for {company}',
  'Share pricing with {company}',
  'Introduce {name} to support',
];

export const PRODUCTS: readonly [string, ...string[]] = [
  'Team plan',
  'Field service',
  'Starter package',
  'Rollout',
  'Renewal',
  'Analytics add-on',
  'Pilot',
  'Second site',
];

export const RIVALS: readonly [string, ...string[]] = [
  'Clientspring',
  'Dealpilot',
  'Relatio',
  'their own Access database',
];

export const NEXT_STEPS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  qualified: ['Find out who signs', 'Book discovery call', 'Send case study', 'Ask about the current tool'],
  discovery: ['Demo with their data', 'Map the sales process', 'Meet the team leads', 'Agree on pilot goals'],
  proposal: [
    'Walk through the offer',
    'Wait for feedback on scope',
    'Send final numbers',
    'Check in on the board date',
  ],
  negotiation: ['Agree on payment terms', 'Answer legal', 'Get procurement to the table', 'Settle the discount'],
  verbal: ['Send contract', 'Get signature', 'Plan kick-off'],
  upcoming: ['Look at their usage', 'Ask how the year went', 'Book a review'],
  contacted: ['Answer questions on the price', 'Find out about new teams', 'Send the review'],
  offered: ['Check in on the offer', 'Get signature', 'Send the invoice details'],
};

export const JOB_TITLES: readonly [string, ...string[]] = [
  'Head of Sales',
  'Sales Manager',
  'Account Executive',
  'Operations Manager',
  'Managing Director',
  'Chief Operating Officer',
  'Purchasing Manager',
  'IT Manager',
  'Marketing Manager',
  'Finance Director',
  'Founder',
  'Customer Success Lead',
  'Regional Manager',
  'Project Manager',
  'Office Manager',
  'Procurement Specialist',
  'Head of Digital',
  'Service Manager',
];

/** Puts values in the places of a text. */
export const fillIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
